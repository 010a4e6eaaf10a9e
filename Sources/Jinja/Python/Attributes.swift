/// Which attributes Python's values have. Those of other kinds of values are known by themselves.
enum PythonAttributes {
  static func exists(_ name: String, of value: Value) -> Bool {
    if name.hasPrefix("_") { return hasSpecial(name, value) }
    return methods(of: value).contains(name) || isData(name, of: value)
  }

  /// Whether an attribute is a value instead of a method.
  static func isData(_ name: String, of value: Value) -> Bool {
    switch value {
    case .int, .bool: ["real", "imag", "numerator", "denominator"].contains(name)
    case .float: ["real", "imag"].contains(name)
    default: false
    }
  }

  static func methods(of value: Value) -> Set<String> {
    switch value {
    case .string: text
    case .markup: text.union(["unescape", "striptags", "escape"])
    case .list: list
    case .tuple: ["count", "index"]
    case .dict: dict
    case .int, .bool:
      ["bit_length", "bit_count", "conjugate", "to_bytes", "from_bytes", "as_integer_ratio"]
    case .float: ["is_integer", "hex", "fromhex", "conjugate", "as_integer_ratio"]
    default: []
    }
  }

  private static let text: Set = [
    "capitalize", "casefold", "center", "count", "encode", "endswith", "expandtabs", "find",
    "format", "format_map", "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit",
    "isidentifier", "islower", "isnumeric", "isprintable", "isspace", "istitle", "isupper", "join",
    "ljust", "lower", "lstrip", "maketrans", "partition", "removeprefix", "removesuffix",
    "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split",
    "splitlines", "startswith", "strip", "swapcase", "title", "translate", "upper", "zfill",
  ]

  private static let list: Set = [
    "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse",
    "sort",
  ]

  private static let dict: Set = [
    "clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update",
    "values",
  ]

  // MARK: Names with underscores

  private static func hasSpecial(_ name: String, _ value: Value) -> Bool {
    if every.contains(name) { return true }
    switch value {
    case .string, .markup:
      return sized.contains(name)
        || ["__mod__", "__rmod__", "__getnewargs__", "__mul__", "__rmul__", "__add__"]
          .contains(name)
        || isMarkup(value) && ["__html__", "__dict__", "__module__"].contains(name)
    case .tuple:
      return sized.contains(name)
        || ["__getnewargs__", "__mul__", "__rmul__", "__add__", "__class_getitem__"].contains(name)
    case .list:
      return sized.contains(name)
        || [
          "__mul__", "__rmul__", "__add__", "__iadd__", "__imul__", "__delitem__", "__setitem__",
          "__reversed__", "__class_getitem__",
        ].contains(name)
    case .dict:
      return sized.contains(name)
        || [
          "__delitem__", "__setitem__", "__reversed__", "__or__", "__ror__", "__ior__",
          "__class_getitem__",
        ].contains(name)
    case .int, .bool, .float: return numbers.contains(name)
    case .object(let object): return object.specialNames.contains(name)
    case .none: return name == "__bool__"
    case .undefined:
      return sized.contains(name) && name != "__contains__" || numbers.contains(name)
        || undefined.contains(name)
    }
  }

  private static func isMarkup(_ value: Value) -> Bool {
    if case .markup = value { true } else { false }
  }

  static let every: Set = [
    "__class__", "__delattr__", "__dir__", "__doc__", "__eq__", "__format__", "__ge__",
    "__getattribute__", "__getstate__", "__gt__", "__hash__", "__init__", "__init_subclass__",
    "__le__", "__lt__", "__ne__", "__new__", "__reduce__", "__reduce_ex__", "__repr__",
    "__setattr__", "__sizeof__", "__str__", "__subclasshook__",
  ]

  private static let sized: Set = ["__contains__", "__getitem__", "__iter__", "__len__"]

  static let functions: Set = [
    "__call__", "__closure__", "__code__", "__defaults__", "__dict__", "__globals__",
    "__kwdefaults__", "__module__", "__name__", "__qualname__",
  ]

  private static let undefined: Set = [
    "__call__", "__module__", "__slots__", "_undefined_hint", "_undefined_obj", "_undefined_name",
    "_undefined_exception", "_undefined_message", "_fail_with_undefined_error",
  ]

  private static let numbers: Set = [
    "__abs__", "__add__", "__bool__", "__ceil__", "__divmod__", "__float__", "__floor__",
    "__floordiv__", "__getnewargs__", "__int__", "__mod__", "__mul__", "__neg__", "__pos__",
    "__pow__", "__radd__", "__rdivmod__", "__rfloordiv__", "__rmod__", "__rmul__", "__round__",
    "__rpow__", "__rsub__", "__rtruediv__", "__sub__", "__truediv__", "__trunc__",
  ]
}

extension Interpreter {
  /// `value.name`: an attribute, else an element.
  func attribute(_ name: String, of value: Value) throws(JinjaError) -> Value {
    if case .undefined(let undefined) = value {
      if PythonAttributes.exists(name, of: value) { return forbidden(name, of: value) }
      throw error(undefined)
    }
    if let found = try pythonAttribute(name, of: value) { return found }
    if case .dict(let dict) = value, let found = dict[name] { return found }
    if case .object(let object) = value, let found = try object.item(.string(name), self) {
      return found
    }
    return .undefined(Undefined("\(described(value)) has no attribute '\(name)'"))
  }

  /// `value[key]`: an element, else an attribute.
  func item(_ key: Value, of value: Value) throws(JinjaError) -> Value {
    try charge(text: key)
    switch value {
    case .undefined(let undefined): throw error(undefined)
    case .dict(let dict):
      if let hash = try? HashKey(key), let found = dict.value(for: hash) { return found }
    case .list(let list):
      if let index = index(key, count: list.elements.count) { return list.elements[index] }
    case .tuple(let tuple):
      if let index = index(key, count: tuple.elements.count) { return tuple.elements[index] }
    case .string(let text):
      if let scalar = try scalar(key, of: text) { return .string(scalar) }
    case .markup(let text):
      if let scalar = try scalar(key, of: text) { return .markup(scalar) }
    case .object(let object): if let found = try object.item(key, self) { return found }
    case .none, .bool, .int, .float: break
    }
    if let name = key.text, let found = try pythonAttribute(name, of: value) { return found }
    return .undefined(
      Undefined("\(described(value)) has no element \(try representation(of: key))"))
  }

  private func scalar(_ key: Value, of text: String) throws(JinjaError) -> String? {
    guard key.integer != nil, let index = index(key, count: text.scalarCount) else { return nil }
    try charge(text.utf8.count)
    let view = text.unicodeScalars
    return String(view[view.index(view.startIndex, offsetBy: index)])
  }

  /// An attribute as Python has it; undefined in a way that nobody can use if it must not be touched.
  func pythonAttribute(_ name: String, of value: Value) throws(JinjaError) -> Value? {
    if case .object(let object) = value {
      if let found = try object.attribute(name, self) { return found }
      guard object.forbiddenNames.contains(name) || PythonAttributes.exists(name, of: value) else {
        return nil
      }
      return forbidden(name, of: value)
    }
    if case .tuple(let tuple) = value, let index = tuple.names.firstIndex(of: name) {
      return tuple.elements[index]
    }
    guard PythonAttributes.exists(name, of: value) else { return nil }
    if name.hasPrefix("_") { return forbidden(name, of: value) }
    if PythonAttributes.isData(name, of: value) { return numberAttribute(name, of: value) }
    return .object(BoundMethod(value, name))
  }

  private func forbidden(_ name: String, of value: Value) -> Value {
    .undefined(
      Undefined(
        "the attribute '\(name)' of a \(value.typeName) must not be used", isForbidden: true))
  }

  private func numberAttribute(_ name: String, of value: Value) -> Value {
    switch (name, Number(value)) {
    case ("real", .int(let value)?), ("numerator", .int(let value)?): .int(value)
    case ("real", .float(let value)?): .float(value)
    case ("imag", .float?): .float(0)
    case ("imag", _): .int(0)
    default: .int(1)
    }
  }

  /// How messages call a value.
  private func described(_ value: Value) -> String {
    value.isNone ? "None" : "a value of type '\(value.typeName)'"
  }
}
