/// The variable `loop` in a loop.
final class LoopObject: Object {
  /// What calling a recursive loop does.
  struct Recursion {
    let depth: Int
    let run: (Interpreter, Value) throws(JinjaError) -> String
  }

  private var iterator: ElementIterator
  private let sequence: Value?
  private let recursion: Recursion?
  private var index0 = -1
  private var knownLength: Int?
  private var after: Value?
  private var current: Value?
  private var before: Value?
  private var lastChanged: [Value]?

  /// A loop over an iterator; its length is that of the sequence, if it has one.
  init(_ iterator: ElementIterator, over sequence: Value?, _ recursion: Recursion?) {
    self.iterator = iterator
    self.sequence = sequence
    self.recursion = recursion
  }

  override var typeName: String { "LoopContext" }

  func representation(_ interpreter: Interpreter) throws(JinjaError) -> String {
    "<LoopContext \(index0 + 1)/\(try length(interpreter))>"
  }

  override var isCallable: Bool { true }
  override var specialNames: Set<String> {
    super.specialNames.union(["__call__", "__iter__", "__len__", "__next__"])
  }

  /// The next element.
  func advance() throws(JinjaError) -> Value? {
    let next: Value?
    if let after {
      next = after
      self.after = nil
    } else {
      next = try iterator.next()
    }
    guard let next else { return nil }
    index0 += 1
    before = current
    current = next
    return next
  }

  override func attribute(
    _ name: String, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value? {
    switch name {
    case "index0": return .int(index0)
    case "index": return .int(index0 + 1)
    case "length": return .int(try length(interpreter))
    case "revindex0": return .int(try length(interpreter) - index0 - 1)
    case "revindex": return .int(try length(interpreter) - index0)
    case "first": return .bool(index0 == 0)
    case "last": return .bool(try peek() == nil)
    case "depth": return .int((recursion?.depth ?? 0) + 1)
    case "depth0": return .int(recursion?.depth ?? 0)
    case "previtem":
      let missing = Value.undefined(Undefined("there is no previous item"))
      return index0 == 0 ? missing : before ?? missing
    case "nextitem": return try peek() ?? .undefined(Undefined("there is no next item"))
    case "cycle", "changed": return .object(BoundMethod(.object(self), name))
    default: return nil
    }
  }

  private func peek() throws(JinjaError) -> Value? {
    if after == nil { after = try iterator.next() }
    return after
  }

  func length(_ interpreter: Interpreter) throws(JinjaError) -> Int {
    if let knownLength { return knownLength }
    if let sequence, let length = interpreter.length(of: sequence) {
      knownLength = length
      return length
    }
    let rest = try interpreter.elements(of: iterator)
    iterator = ElementIterator(rest)
    let length = rest.count + index0 + 1 + (after == nil ? 0 : 1)
    knownLength = length
    return length
  }

  func callMethod(
    _ name: String, _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value {
    guard arguments.named.isEmpty else {
      throw interpreter.error("'loop.\(name)' takes no arguments by name")
    }
    let values = arguments.positional
    if name == "cycle" {
      guard !values.isEmpty else {
        throw interpreter.error("'loop.cycle' needs something to cycle")
      }
      return values[((index0 % values.count) + values.count) % values.count]
    }
    if let lastChanged, try interpreter.isEqual(.tuple(lastChanged), .tuple(values)) {
      return .bool(false)
    }
    lastChanged = values
    return .bool(true)
  }

  override func call(
    _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value {
    let values = try interpreter.bind(
      arguments, Signature(["iterable"], required: 1), of: "loop")
    guard let recursion else {
      throw interpreter.error("the loop must be 'recursive' to be called")
    }
    return .string(try recursion.run(interpreter, values[0] ?? .none))
  }

  override func iterate(_ interpreter: Interpreter) throws(JinjaError) -> ElementIterator? {
    ElementIterator { () throws(JinjaError) -> Value? in
      guard let next = try self.advance() else { return nil }
      return .tuple([next, .object(self)])
    }
  }

  override func tearDown() {
    after = nil
    current = nil
    before = nil
    lastChanged = nil
  }
}
