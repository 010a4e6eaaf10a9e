extension Interpreter {
  func applySequence(
    _ filter: BuiltinFilter, _ value: Value, _ values: [Value?]
  ) throws(JinjaError) -> Value {
    switch filter {
    case .length, .count:
      if case .object(let loop as LoopObject) = value { return .int(try loop.length(self)) }
      guard let length = length(of: value) else {
        throw error("a \(value.typeName) has no length")
      }
      return .int(length)
    case .list: return .list(try elements(of: value))
    case .first:
      return try iterator(over: value).next()
        ?? .undefined(Undefined("there is no first item, the sequence is empty"))
    case .last:
      guard let reversed = try reversed(value) else {
        throw error("a \(value.typeName) has no last item")
      }
      return reversed.elements.first
        ?? .undefined(Undefined("there is no last item, the sequence is empty"))
    case .reverse: return try reverseFilter(value)
    case .batch: return try batch(value, values[0] ?? .none, values[1] ?? .none)
    case .slice: return slices(value, values[0] ?? .none, values[1] ?? .none)
    case .unique: return try unique(value, values)
    case .items: return items(of: value)
    case .sort: return try sortFilter(value, values)
    case .dictsort: return try dictSort(value, values)
    case .groupby: return try groupBy(value, values)
    default: return try extreme(value, values, isMaximum: filter == .max)
    }
  }

  // MARK: Turning around

  /// The elements from the end, and the type of Python's iterator over them; nil if that doesn't work.
  private func reversed(
    _ value: Value
  ) throws(JinjaError) -> (elements: [Value], typeName: String)? {
    let typeName: String
    switch value {
    case .undefined, .tuple, .string, .markup: typeName = "reversed"
    case .list: typeName = "list_reverseiterator"
    case .dict: typeName = "dict_reversekeyiterator"
    case .object(is RangeObject): typeName = "range_iterator"
    case .object(let view as DictView):
      typeName =
        view.kind == .keys
        ? "dict_reversekeyiterator"
        : view.kind == .values ? "dict_reversevalueiterator" : "dict_reverseitemiterator"
    default: return nil
    }
    var reversed: [Value] = try elements(of: value).reversed()
    if case .markup = value {
      // Python reverses it by index, which keeps the mark; running over it doesn't.
      reversed = reversed.map { .markup($0.text ?? "") }
    }
    return (reversed, typeName)
  }

  private func reverseFilter(_ value: Value) throws(JinjaError) -> Value {
    if value.text != nil {
      return try slice(value, SliceBounds(start: nil, stop: nil, step: .int(-1)))
    }
    if let (elements, typeName) = try reversed(value) {
      return .object(IteratorObject(typeName, elements))
    }
    return .list(try elements(of: iterator(over: value)).reversed())
  }

  // MARK: Pieces

  private func batch(
    _ value: Value, _ count: Value, _ fill: Value
  ) throws(JinjaError) -> Value {
    let elements = try iterator(over: value)
    var held: [Value] = []
    var isDone = false
    return .object(
      IteratorObject(generator: "do_batch", over: value) { () throws(JinjaError) -> Value? in
        while !isDone, let element = try elements.next() {
          try self.step()
          if try self.isEqual(.int(held.count), count) {
            let batch = held
            held = [element]
            return .list(batch)
          }
          held.append(element)
        }
        isDone = true
        guard !held.isEmpty else { return nil }
        var last = held
        held = []
        if !fill.isNone, try self.isLess(.int(last.count), count) {
          let missing = try self.integer(argument: count, of: "batch") - last.count
          try self.charge(16, times: missing)
          last += Array(repeating: fill, count: missing)
        }
        return .list(last)
      })
  }

  private func slices(_ value: Value, _ count: Value, _ fill: Value) -> Value {
    var elements: [Value]?
    var number = 0
    var offset = 0
    return .object(
      IteratorObject(generator: "sync_do_slice", over: value) { () throws(JinjaError) -> Value? in
        let all: [Value]
        if let known = elements { all = known } else { all = try self.elements(of: value) }
        elements = all
        let count = try self.integer(argument: count, of: "slice")
        guard count != 0 else { throw self.error("'slice' can't make zero slices") }
        guard number < count else { return nil }
        let size = all.count / count
        let larger = all.count % count
        let start = offset + number * size
        if number < larger { offset += 1 }
        let end = offset + (number + 1) * size
        var slice = Array(all[start..<end])
        if !fill.isNone, number >= larger { slice.append(fill) }
        try self.charge(16 * slice.count)
        number += 1
        return .list(slice)
      })
  }

  private func items(of value: Value) -> Value {
    var iterator: ElementIterator?
    return .object(
      IteratorObject(generator: "do_items", over: value) { () throws(JinjaError) -> Value? in
        if iterator == nil {
          switch value {
          case .undefined: iterator = ElementIterator([])
          case .dict(let dict):
            iterator = self.iterator(over: dict) { .tuple([$0.key, $0.value]) }
          default: throw self.error("only dictionaries have items, not a \(value.typeName)")
          }
        }
        return try iterator?.next()
      })
  }

  // MARK: By keys

  private func unique(_ value: Value, _ values: [Value?]) throws(JinjaError) -> Value {
    let getter = try AttributePath(values[1], ignoresCase: !(values[0]?.isTrue ?? false), self)
    var elements: ElementIterator?
    var seen: Set<HashKey> = []
    return .object(
      IteratorObject(generator: "sync_do_unique", over: value) { () throws(JinjaError) -> Value? in
        if elements == nil { elements = try self.iterator(over: value) }
        guard let iterator = elements else { return nil }
        while let element = try iterator.next() {
          try self.step()
          let key = try self.hash(getter.value(of: element, self))
          if seen.insert(key).inserted { return element }
        }
        return nil
      })
  }

  private func sortFilter(_ value: Value, _ values: [Value?]) throws(JinjaError) -> Value {
    let ignoresCase = !(values[1]?.isTrue ?? false)
    var paths: [AttributePath] = []
    if let text = values[2]?.text {
      for part in try split(text, by: ",") {
        paths.append(try AttributePath(.string(part), ignoresCase: ignoresCase, self))
      }
    } else {
      paths = [try AttributePath(values[2], ignoresCase: ignoresCase, self)]
    }
    let elements = try elements(of: iterator(over: value))
    var keys: [Value] = []
    for element in elements {
      var parts: [Value] = []
      for path in paths { parts.append(try path.value(of: element, self)) }
      keys.append(.list(parts))
    }
    return .list(try sorted(elements, by: keys, isReversed: values[0]?.isTrue ?? false))
  }

  private func dictSort(_ value: Value, _ values: [Value?]) throws(JinjaError) -> Value {
    let by = values[1]?.text ?? (values[1] == nil ? "key" : "")
    guard by == "key" || by == "value" else {
      throw error("'dictsort' sorts by \"key\" or \"value\"")
    }
    if case .undefined(let undefined) = value { throw error(undefined) }
    guard case .dict(let dict) = value else {
      throw error("'dictsort' needs a dictionary, not a \(value.typeName)")
    }
    let ignoresCase = !(values[0]?.isTrue ?? false)
    var keys: [Value] = []
    for (key, value) in dict.entries {
      let key = by == "key" ? key : value
      keys.append(ignoresCase ? key.ignoringCase : key)
    }
    let items = dict.entries.map { Value.tuple([$0.key, $0.value]) }
    return .list(try sorted(items, by: keys, isReversed: values[2]?.isTrue ?? false))
  }

  private func groupBy(_ value: Value, _ values: [Value?]) throws(JinjaError) -> Value {
    let ignoresCase = !(values[2]?.isTrue ?? false)
    let standard = values[1].flatMap { $0.isNone ? nil : $0 }
    let path = try AttributePath(values[0], ignoresCase: ignoresCase, default: standard, self)
    let exact = try AttributePath(values[0], ignoresCase: false, default: standard, self)
    let all = try elements(of: iterator(over: value))
    var keys: [Value] = []
    for element in all { keys.append(try path.value(of: element, self)) }
    let sorted = try self.sorted(all, by: keys)
    var groups: [Value] = []
    var group: [Value] = []
    var groupKey: Value?
    func finish() throws(JinjaError) {
      guard let first = group.first, let key = groupKey else { return }
      let shown = ignoresCase ? try exact.value(of: first, self) : key
      groups.append(
        .tuple(TupleObject([shown, .list(group)], names: ["grouper", "list"])))
      group = []
    }
    for element in sorted {
      try step()
      let key = try path.value(of: element, self)
      if let current = groupKey, try !isEqual(current, key) {
        try finish()
        groupKey = key
      } else if groupKey == nil {
        groupKey = key
      }
      group.append(element)
    }
    try finish()
    return .list(groups)
  }

  private func extreme(
    _ value: Value, _ values: [Value?], isMaximum: Bool
  ) throws(JinjaError) -> Value {
    let path = try AttributePath(values[1], ignoresCase: !(values[0]?.isTrue ?? false), self)
    let elements = try iterator(over: value)
    guard var best = try elements.next() else {
      return .undefined(Undefined("there is no smallest or largest item, the sequence is empty"))
    }
    var bestKey = try path.value(of: best, self)
    while let element = try elements.next() {
      try step()
      let key = try path.value(of: element, self)
      if try isMaximum ? isLess(bestKey, key) : isLess(key, bestKey) {
        best = element
        bestKey = key
      }
    }
    return best
  }
}
