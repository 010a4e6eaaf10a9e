extension Interpreter {
  /// Runs over the elements of a value; nil if it has none.
  func iteratorIfAny(over value: Value) throws(JinjaError) -> ElementIterator? {
    switch value {
    case .undefined: return ElementIterator([])
    case .string(let text), .markup(let text):
      var scalars = text.unicodeScalars.makeIterator()
      return ElementIterator { () throws(JinjaError) -> Value? in
        guard let scalar = scalars.next() else { return nil }
        // Characters of marked text aren't marked.
        return .string(String(scalar))
      }
    case .list(let list):
      var index = 0
      return ElementIterator { () throws(JinjaError) -> Value? in
        // The list may grow meanwhile.
        guard index < list.elements.count else { return nil }
        index += 1
        return list.elements[index - 1]
      }
    case .tuple(let tuple): return ElementIterator(tuple.elements)
    case .dict(let dict): return iterator(over: dict) { $0.key }
    case .object(let object): return try object.iterate(self)
    case .none, .bool, .int, .float: return nil
    }
  }

  /// Runs over the entries of a dictionary, which must not change its size meanwhile.
  func iterator(
    over dict: DictObject, _ element: @escaping ((key: Value, value: Value)) -> Value
  ) -> ElementIterator {
    var index = 0
    let count = dict.count
    return ElementIterator { () throws(JinjaError) -> Value? in
      guard dict.count == count else {
        throw self.error("a dictionary changed its size while a loop ran over it")
      }
      guard index < count else { return nil }
      index += 1
      return element(dict.entries[index - 1])
    }
  }

  func iterator(over value: Value) throws(JinjaError) -> ElementIterator {
    guard let iterator = try iteratorIfAny(over: value) else {
      throw error("'\(value.typeName)' can't be run over")
    }
    return iterator
  }

  /// All that is left of an iterator.
  func elements(of iterator: ElementIterator) throws(JinjaError) -> [Value] {
    var elements: [Value] = []
    while let element = try iterator.next() {
      try step()
      try charge(16)
      elements.append(element)
    }
    return elements
  }

  func elements(of value: Value) throws(JinjaError) -> [Value] {
    switch value {
    case .list(let list):
      try charge(16 * list.elements.count)
      return list.elements
    case .tuple(let tuple):
      try charge(16 * tuple.elements.count)
      return tuple.elements
    default: return try elements(of: iterator(over: value))
    }
  }

  /// The number of elements, if a value has that.
  func length(of value: Value) -> Int? {
    switch value {
    case .undefined: 0
    case .string(let text), .markup(let text): text.scalarCount
    case .list(let list): list.elements.count
    case .tuple(let tuple): tuple.elements.count
    case .dict(let dict): dict.count
    case .object(let object): object.length
    case .none, .bool, .int, .float: nil
    }
  }

  func hash(_ value: Value) throws(JinjaError) -> HashKey {
    try charge(text: value)
    do {
      return try HashKey(value)
    } catch {
      throw self.error("a \(error.typeName) can't be the key of a dictionary")
    }
  }
}

extension String {
  /// Python's length of a text.
  var scalarCount: Int {
    var count = 0
    for byte in utf8 where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// A text of one scalar.
  init(_ scalar: Unicode.Scalar) {
    self = String(Character(scalar))
  }
}
