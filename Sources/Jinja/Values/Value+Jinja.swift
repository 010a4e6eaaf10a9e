extension Value {
  /// A value that comes from outside.
  init(_ value: JinjaValue) {
    switch value {
    case .undefined: self = .undefined(Undefined("the value is undefined"))
    case .none: self = .none
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .float(let value): self = .float(value)
    case .string(let text): self = .string(text)
    case .list(let elements): self = .list(elements.map(Value.init))
    case .tuple(let elements): self = .tuple(elements.map(Value.init))
    case .dictionary(let entries):
      let dict = DictObject()
      for entry in entries {
        let key = Value(entry.key)
        // What can't be a key is left out; the type of entries says so.
        if let hash = try? HashKey(key) { dict.set(key, hash, to: Value(entry.value)) }
      }
      self = .dict(dict)
    case .function(let function): self = .object(ForeignFunction(function))
    case .template(let template): self = .object(TemplateObject(template))
    }
  }
}

extension HashKey {
  /// Why a value can't be a key.
  struct Unhashable: Error {
    let typeName: String
  }

  init(_ value: Value) throws(Unhashable) {
    switch value {
    case .undefined: self = .undefined
    case .none: self = .none
    case .bool(let value): self = .int(value ? 1 : 0)
    case .int(let value): self = .int(value)
    case .float(let value):
      if let whole = Int(exactly: value) {
        self = .int(whole)
      } else {
        self = .float(value.bitPattern)
      }
    case .string(let text), .markup(let text): self = .text(ScalarText(text: text))
    case .tuple(let tuple):
      var keys: [HashKey] = []
      for element in tuple.elements { keys.append(try HashKey(element)) }
      self = .tuple(keys)
    case .object(let object): self = .object(ObjectIdentifier(object))
    case .list, .dict: throw Unhashable(typeName: value.typeName)
    }
  }
}

extension Interpreter {
  /// A value for the outside; a copy.
  func foreign(_ value: Value, depth: Int = 0) throws(JinjaError) -> JinjaValue {
    guard depth <= limits.nesting else {
      throw error(.limit, "a value is nested too deep to be given to a function")
    }
    switch value {
    case .undefined: return .undefined
    case .none: return .none
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .float(let value): return .float(value)
    case .string(let text), .markup(let text): return .string(text)
    case .list(let list): return .list(try foreign(list.elements, depth: depth))
    case .tuple(let tuple): return .tuple(try foreign(tuple.elements, depth: depth))
    case .dict(let dict):
      try charge(32 * dict.count)
      var entries: [JinjaEntry] = []
      for (key, value) in dict.entries {
        entries.append(
          JinjaEntry(try foreign(key, depth: depth + 1), try foreign(value, depth: depth + 1)))
      }
      return .dictionary(entries)
    case .object(let function as ForeignFunction): return .function(function.function)
    case .object(let template as TemplateObject): return .template(template.template)
    case .object(let object):
      guard let iterator = try object.iterate(self) else {
        throw error("'\(object.typeName)' can't be given to a function from outside")
      }
      return .list(try foreign(try elements(of: iterator), depth: depth))
    }
  }

  private func foreign(_ elements: [Value], depth: Int) throws(JinjaError) -> [JinjaValue] {
    try charge(32 * elements.count)
    var values: [JinjaValue] = []
    for element in elements { values.append(try foreign(element, depth: depth + 1)) }
    return values
  }
}
