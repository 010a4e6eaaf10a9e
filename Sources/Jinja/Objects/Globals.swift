/// What `namespace` makes: attributes that can be set.
final class NamespaceObject: Object {
  let attributes: DictObject

  init(_ attributes: DictObject) { self.attributes = attributes }

  override var typeName: String { "Namespace" }
  override var depth: Int { attributes.depth }
  override var specialNames: Set<String> { [] }

  override func attribute(
    _ name: String, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value? { name.hasPrefix("_") ? nil : attributes[name] }

  override func tearDown() { attributes.removeAll() }
}

/// What `cycler` makes.
final class CyclerObject: Object {
  private let items: [Value]
  private var place = 0

  init(_ items: [Value]) { self.items = items }

  override var typeName: String { "Cycler" }
  override var depth: Int { items.depth + 1 }

  override func attribute(
    _ name: String, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value? {
    switch name {
    case "current": items[place]
    case "items": .tuple(items)
    case "pos": .int(place)
    case "next", "reset": .object(BoundMethod(.object(self), name))
    default: nil
    }
  }

  func callMethod(_ name: String) -> Value {
    if name == "reset" {
      place = 0
      return .none
    }
    let current = items[place]
    place = (place + 1) % items.count
    return current
  }
}

/// What `joiner` makes: nothing when it is called first, its separator from then on.
final class JoinerObject: Object {
  private let separator: Value
  private var isUsed = false

  init(_ separator: Value) { self.separator = separator }

  override var typeName: String { "Joiner" }
  override var depth: Int { separator.depth + 1 }
  override var isCallable: Bool { true }

  override func attribute(
    _ name: String, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value? {
    switch name {
    case "sep": separator
    case "used": .bool(isUsed)
    default: nil
    }
  }

  override func call(
    _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value {
    _ = try interpreter.bind(arguments, .positional(0), of: "joiner")
    guard isUsed else {
      isUsed = true
      return .string("")
    }
    return separator
  }
}

extension Interpreter {
  /// The functions that every template sees, and the environment's globals.
  static func globals(of environment: JinjaEnvironment) -> [String: Value] {
    var globals: [String: Value] = [
      "range": .object(BuiltinFunction("range", makeRange)),
      "dict": .object(
        BuiltinFunction("dict", shown: "<class 'dict'>") {
          (arguments, interpreter) throws(JinjaError) in
          let dict = DictObject()
          try interpreter.update(dict, arguments, "dict")
          return .dict(dict)
        }),
      "namespace": .object(
        BuiltinFunction("namespace", shown: "<class 'jinja2.utils.Namespace'>") {
          (arguments, interpreter) throws(JinjaError) in
          let dict = DictObject()
          try interpreter.update(dict, arguments, "namespace")
          return .object(NamespaceObject(dict))
        }),
      "cycler": .object(
        BuiltinFunction("cycler", shown: "<class 'jinja2.utils.Cycler'>") {
          (arguments, interpreter) throws(JinjaError) in
          guard arguments.named.isEmpty, !arguments.positional.isEmpty else {
            throw interpreter.error("'cycler' needs something to cycle")
          }
          return .object(CyclerObject(arguments.positional))
        }),
      "joiner": .object(
        BuiltinFunction("joiner", shown: "<class 'jinja2.utils.Joiner'>") {
          (arguments, interpreter) throws(JinjaError) in
          let values = try interpreter.bind(
            arguments, Signature(["sep"], required: 0), of: "joiner")
          return .object(JoinerObject(values[0] ?? .string(", ")))
        }),
      "lipsum": .object(
        BuiltinFunction("generate_lorem_ipsum") { (_, interpreter) throws(JinjaError) in
          throw interpreter.error(
            .unsupported, "'lipsum' is not supported: the same template must give the same text")
        }),
    ]
    for (name, value) in environment.globals { globals[name] = Value(value) }
    return globals
  }

  private static func makeRange(
    _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value {
    let values = try interpreter.bind(arguments, .positional(1...3), of: "range")
    let first = try interpreter.integer(argument: values[0], of: "range")
    var (start, stop, step) = (0, first, 1)
    if let second = values[1] {
      start = first
      stop = try interpreter.integer(argument: second, of: "range")
      step = try interpreter.integer(argument: values[2], default: 1, of: "range")
    }
    guard step != 0 else { throw interpreter.error("the step of 'range' can't be zero") }
    let count = RangeObject.count(from: start, to: stop, by: step)
    let limit = interpreter.limits.rangeLength
    guard count <= limit else {
      throw interpreter.error(.limit, "'range' gives at most \(limit) numbers")
    }
    return .object(RangeObject(start: start, stop: stop, step: step, count: count))
  }
}
