/// A value while a template is rendered. Lists, dictionaries and objects are shared, as in Python.
enum Value {
  case undefined(Undefined)
  case none
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
  /// Text that is marked as safe for HTML: what `tojson`, `escape` and `safe` give.
  case markup(String)
  case list(ListObject)
  case tuple(TupleObject)
  case dict(DictObject)
  case object(Object)

  static func list(_ elements: [Value]) -> Value { .list(ListObject(elements)) }

  static func tuple(_ elements: [Value]) -> Value { .tuple(TupleObject(elements)) }

  /// The text of a string, marked as safe or not.
  var text: String? {
    switch self {
    case .string(let text), .markup(let text): text
    default: nil
    }
  }

  var isUndefined: Bool {
    if case .undefined = self { true } else { false }
  }

  var isNone: Bool {
    if case .none = self { true } else { false }
  }

  /// The whole number of an integer or a truth value.
  var integer: Int? {
    switch self {
    case .int(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  /// The name of Python's type.
  var typeName: String {
    switch self {
    case .undefined: "Undefined"
    case .none: "NoneType"
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "str"
    case .markup: "Markup"
    case .list: "list"
    case .tuple: "tuple"
    case .dict: "dict"
    case .object(let object): object.typeName
    }
  }

  /// Whether it counts as true.
  var isTrue: Bool {
    switch self {
    case .undefined, .none: false
    case .bool(let value): value
    case .int(let value): value != 0
    case .float(let value): value != 0
    case .string(let text), .markup(let text): !text.isEmpty
    case .list(let list): !list.elements.isEmpty
    case .tuple(let tuple): !tuple.elements.isEmpty
    case .dict(let dict): dict.count > 0
    case .object(let object): object.length.map { $0 > 0 } ?? true
    }
  }
}

/// Something that isn't there, and why.
final class Undefined {
  let message: String
  /// Whether it is there but must not be touched.
  let isForbidden: Bool

  init(_ message: String, isForbidden: Bool = false) {
    self.message = message
    self.isForbidden = isForbidden
  }
}

final class ListObject {
  var elements: [Value]
  let depth: Int

  init(_ elements: [Value]) {
    self.elements = elements
    depth = elements.depth + 1
  }
}

final class TupleObject {
  let elements: [Value]
  /// The names of the elements, for those tuples that have some.
  let names: [String]
  let depth: Int

  init(_ elements: [Value], names: [String] = []) {
    self.elements = elements
    self.names = names
    depth = elements.depth + 1
  }
}

extension Value {
  /// How deep values are nested in it. What is nested deeper and deeper would use up the stack when it
  /// is freed, so the interpreter refuses it. What was put into a list or dictionary later doesn't
  /// count: the interpreter keeps those that were changed and takes them apart one by one.
  var depth: Int {
    switch self {
    case .list(let list): list.depth
    case .tuple(let tuple): tuple.depth
    case .dict(let dict): dict.depth
    case .object(let object): object.depth
    default: 0
    }
  }
}

extension [Value] {
  /// How deep the deepest of them is.
  var depth: Int { reduce(0) { Swift.max($0, $1.depth) } }
}
