/// A method of a value.
final class BoundMethod: Object {
  private let receiver: Value
  private let name: String

  init(_ receiver: Value, _ name: String) {
    self.receiver = receiver
    self.name = name
  }

  override var typeName: String { "builtin_function_or_method" }
  override var depth: Int { receiver.depth + 1 }
  override var representation: String {
    // The sandbox has functions of its own in place of these.
    if receiver.text != nil, name == "format" || name == "format_map" {
      return "<function \(receiver.typeName).\(name)>"
    }
    return "<built-in method \(name) of \(receiver.typeName) object>"
  }
  override var isCallable: Bool { true }
  override var specialNames: Set<String> { ["__call__", "__name__", "__qualname__", "__self__"] }

  override func call(
    _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value {
    switch receiver {
    case .string(let text): return try interpreter.callTextMethod(name, of: text, arguments)
    case .markup(let text): return try interpreter.callMarkupMethod(name, of: text, arguments)
    case .list(let list): return try interpreter.callListMethod(name, of: list, arguments)
    case .tuple(let tuple): return try interpreter.callTupleMethod(name, of: tuple, arguments)
    case .dict(let dict): return try interpreter.callDictMethod(name, of: dict, arguments)
    case .object(let loop as LoopObject):
      return try loop.callMethod(name, arguments, interpreter)
    case .object(let cycler as CyclerObject):
      _ = try interpreter.bind(arguments, .positional(0), of: name)
      return cycler.callMethod(name)
    case .object(let range as RangeObject):
      return try interpreter.find(
        name, in: interpreter.elements(of: .object(range)), arguments)
    default:
      guard let number = Number(receiver) else {
        throw interpreter.error("'\(name)' can't be called")
      }
      return try interpreter.callNumberMethod(name, of: number, arguments)
    }
  }
}

/// A function from outside.
final class ForeignFunction: Object {
  let function: JinjaFunction

  init(_ function: JinjaFunction) { self.function = function }

  override var typeName: String { "function" }
  override var representation: String { "<function \(function.name)>" }
  override var isCallable: Bool { true }
  override var specialNames: Set<String> {
    PythonAttributes.functions
  }

  override func call(
    _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value {
    try interpreter.call(function, arguments)
  }
}

/// A function or type that is there from the beginning.
final class BuiltinFunction: Object {
  private let name: String
  private let shown: String
  private let body: (Arguments, Interpreter) throws(JinjaError) -> Value

  init(
    _ name: String, shown: String? = nil,
    _ body: @escaping (Arguments, Interpreter) throws(JinjaError) -> Value
  ) {
    self.name = name
    self.shown = shown ?? "<function \(name)>"
    self.body = body
  }

  override var typeName: String { shown.hasPrefix("<class") ? "type" : "function" }
  override var representation: String { shown }
  override var isCallable: Bool { true }
  override var specialNames: Set<String> {
    PythonAttributes.functions.union(["__mro__", "__subclasses__"])
  }

  override func call(
    _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value {
    try body(arguments, interpreter)
  }
}

extension Interpreter {
  /// Calls a function from outside with copies of the arguments.
  func call(_ function: JinjaFunction, _ arguments: Arguments) throws(JinjaError) -> Value {
    var positional: [JinjaValue] = []
    for value in arguments.positional { positional.append(try foreign(value)) }
    var named: [(name: String, value: JinjaValue)] = []
    for (name, value) in arguments.named { named.append((name, try foreign(value))) }
    let result = try native { () in
      try function.body(
        JinjaArguments(function: function.name, positional: positional, named: named))
    }
    let value = Value(result)
    if let text = value.text { try charge(text.utf8.count) }
    return value
  }
}
