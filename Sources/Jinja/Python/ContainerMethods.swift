extension Interpreter {
  // MARK: Lists and tuples

  func callListMethod(
    _ name: String, of list: ListObject, _ arguments: Arguments
  ) throws(JinjaError) -> Value {
    switch name {
    case "count", "index": return try find(name, in: list.elements, arguments)
    case "copy":
      _ = try bind(arguments, .positional(0), of: name)
      return .list(try elements(of: .list(list)))
    case "pop":
      let index = try integer(
        argument: bind(arguments, .positional(0...1), of: name)[0], default: -1, of: name)
      guard let place = self.index(.int(index), count: list.elements.count) else {
        throw error("the list has no element \(index)")
      }
      try charge(16 * (list.elements.count - place))
      return list.elements.remove(at: place)
    case "append", "extend", "insert":
      keep(list)
      try grow(name, list, arguments)
    case "clear":
      _ = try bind(arguments, .positional(0), of: name)
      list.elements = []
    case "reverse":
      _ = try bind(arguments, .positional(0), of: name)
      try charge(16 * list.elements.count)
      list.elements.reverse()
    case "remove":
      let value = try bind(arguments, .positional(1), of: name)[0] ?? .none
      for (index, element) in list.elements.enumerated() {
        try step()
        if try isEqual(element, value) {
          list.elements.remove(at: index)
          return .none
        }
      }
      throw error("the list doesn't hold that")
    case "sort":
      let signature = Signature(["key", "reverse"], required: 0)
      guard arguments.positional.isEmpty else { throw error("'sort' takes its arguments by name") }
      let values = try bind(arguments, signature, of: name)
      var keys = list.elements
      if let key = values[0], !key.isNone {
        keys = []
        for element in list.elements {
          keys.append(try call(key, Arguments(positional: [element])))
        }
      }
      list.elements = try sorted(
        list.elements, by: keys, isReversed: values[1]?.isTrue ?? false)
    default: throw error(.unsupported, "the method '\(name)' of lists is not supported")
    }
    return .none
  }

  private func grow(
    _ name: String, _ list: ListObject, _ arguments: Arguments
  ) throws(JinjaError) {
    try charge(16)
    switch name {
    case "append":
      list.elements.append(try bind(arguments, .positional(1), of: name)[0] ?? .none)
    case "extend":
      let value = try bind(arguments, .positional(1), of: name)[0] ?? .none
      list.elements += try elements(of: value)
    default:
      let values = try bind(arguments, .positional(2), of: name)
      let index = try integer(argument: values[0], of: name)
      let count = list.elements.count
      let place = index < 0 ? max(index &+ count, 0) : min(index, count)
      try charge(16 * (count - place))
      list.elements.insert(values[1] ?? .none, at: place)
    }
  }

  func callTupleMethod(
    _ name: String, of tuple: TupleObject, _ arguments: Arguments
  ) throws(JinjaError) -> Value {
    try find(name, in: tuple.elements, arguments)
  }

  func find(
    _ name: String, in elements: [Value], _ arguments: Arguments
  ) throws(JinjaError) -> Value {
    let values = try bind(arguments, .positional(name == "count" ? 1...1 : 1...3), of: name)
    var range = 0..<elements.count
    if values.count > 1 {
      func bound(_ value: Value?, _ open: Int) throws(JinjaError) -> Int {
        let bound = try integer(argument: value, default: open, of: name)
        return min(max(bound < 0 ? bound &+ elements.count : bound, 0), elements.count)
      }
      let start = try bound(values[1], 0)
      range = start..<max(start, try bound(values[2], elements.count))
    }
    var count = 0
    for index in range {
      try step()
      guard try isEqual(elements[index], values[0] ?? .none) else { continue }
      if name == "index" { return .int(index) }
      count += 1
    }
    if name == "index" { throw error("the sequence doesn't hold that") }
    return .int(count)
  }

  // MARK: Dictionaries

  func callDictMethod(
    _ name: String, of dict: DictObject, _ arguments: Arguments
  ) throws(JinjaError) -> Value {
    switch name {
    case "get":
      let values = try bind(arguments, .positional(1...2), of: name)
      return dict.value(for: try hash(values[0] ?? .none)) ?? values[1] ?? .none
    case "keys", "values", "items":
      _ = try bind(arguments, .positional(0), of: name)
      return .object(DictView(dict, name == "keys" ? .keys : name == "values" ? .values : .items))
    case "copy":
      _ = try bind(arguments, .positional(0), of: name)
      try charge(48 * dict.count)
      return .dict(DictObject(dict))
    case "clear":
      _ = try bind(arguments, .positional(0), of: name)
      dict.removeAll()
      return .none
    case "pop":
      let values = try bind(arguments, .positional(1...2), of: name)
      try charge(48 * dict.count)
      if let entry = dict.remove(try hash(values[0] ?? .none)) { return entry.value }
      guard let standard = values[1] else {
        throw error("the dictionary has no key \(try representation(of: values[0] ?? .none))")
      }
      return standard
    case "popitem":
      _ = try bind(arguments, .positional(0), of: name)
      guard let last = dict.entries.last, let entry = dict.remove(try hash(last.key)) else {
        throw error("the dictionary is empty")
      }
      return .tuple([entry.key, entry.value])
    case "setdefault":
      let values = try bind(arguments, .positional(1...2), of: name)
      let key = values[0] ?? .none
      let hash = try hash(key)
      if let value = dict.value(for: hash) { return value }
      keep(dict)
      try charge(48)
      dict.set(key, hash, to: values[1] ?? .none)
      return values[1] ?? .none
    case "update":
      keep(dict)
      try update(dict, arguments, name)
      return .none
    case "fromkeys":
      let values = try bind(arguments, .positional(1...2), of: name)
      let new = DictObject()
      for key in try elements(of: values[0] ?? .none) {
        new.set(key, try hash(key), to: values[1] ?? .none)
      }
      return .dict(new)
    default: throw error(.unsupported, "the method '\(name)' of dictionaries is not supported")
    }
  }

  /// Takes over the entries of a dictionary or of pairs, and arguments by name.
  func update(
    _ dict: DictObject, _ arguments: Arguments, _ function: String
  ) throws(JinjaError) {
    guard arguments.positional.count <= 1 else {
      throw error("'\(function)' takes at most one argument without a name")
    }
    switch arguments.positional.first {
    case .dict(let other)?:
      try charge(48 * other.count)
      for (key, value) in other.entries { dict.set(key, try hash(key), to: value) }
    case .undefined(let undefined)?: throw error(undefined)
    case let pairs?:
      for pair in try elements(of: pairs) {
        let parts = try elements(of: pair)
        guard parts.count == 2 else { throw error("'\(function)' needs pairs") }
        try charge(48)
        dict.set(parts[0], try hash(parts[0]), to: parts[1])
      }
    case nil: break
    }
    try charge(48 * arguments.named.count)
    for (name, value) in arguments.named { dict.set(name, to: value) }
  }

  // MARK: Numbers

  func callNumberMethod(
    _ name: String, of number: Number, _ arguments: Arguments
  ) throws(JinjaError) -> Value {
    switch (name, number) {
    case ("conjugate", _):
      _ = try bind(arguments, .positional(0), of: name)
      return number.value
    case ("bit_length", .int(let value)):
      _ = try bind(arguments, .positional(0), of: name)
      return .int(Int.bitWidth - value.magnitude.leadingZeroBitCount)
    case ("bit_count", .int(let value)):
      _ = try bind(arguments, .positional(0), of: name)
      return .int(value.magnitude.nonzeroBitCount)
    case ("is_integer", .float(let value)):
      _ = try bind(arguments, .positional(0), of: name)
      return .bool(value.isFinite && value.rounded(.down) == value)
    case ("as_integer_ratio", .int(let value)):
      _ = try bind(arguments, .positional(0), of: name)
      return .tuple([.int(value), .int(1)])
    default: throw error(.unsupported, "the method '\(name)' of numbers is not supported")
    }
  }
}
