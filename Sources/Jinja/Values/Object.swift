/// A value of a kind of its own: functions, macros, loops, iterators and so on.
class Object {
  /// The name of Python's type.
  var typeName: String { "object" }

  /// How it prints.
  var representation: String { "<\(typeName) object>" }

  /// The number of its elements, if it has that.
  var length: Int? { nil }

  var isCallable: Bool { false }

  /// How deep values are nested in it.
  var depth: Int { 0 }

  /// Whether it can be indexed like a list.
  var isSequence: Bool { false }

  /// Attributes that exist but must not be touched, apart from those with underscores.
  var forbiddenNames: Set<String> { [] }

  /// Attributes with underscores that exist.
  var specialNames: Set<String> { ["__dict__", "__module__", "__weakref__"] }

  /// An attribute; nil if it doesn't have that.
  func attribute(_ name: String, _ interpreter: Interpreter) throws(JinjaError) -> Value? { nil }

  /// The element at a key; nil if it has no elements, or not that one.
  func item(_ key: Value, _ interpreter: Interpreter) throws(JinjaError) -> Value? { nil }

  /// Runs over its elements; nil if it has none.
  func iterate(_ interpreter: Interpreter) throws(JinjaError) -> ElementIterator? { nil }

  func call(
    _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value {
    throw interpreter.error("'\(typeName)' can't be called")
  }

  func isEqual(to other: Object, _ interpreter: Interpreter) throws(JinjaError) -> Bool {
    self === other
  }

  /// Forgets what could hold on to itself.
  func tearDown() {}
}

/// The arguments of a call.
struct Arguments {
  var positional: [Value] = []
  var named: [(name: String, value: Value)] = []

  func named(_ name: String) -> Value? { named.first { $0.name == name }?.value }
}

/// Runs over the elements of something, once.
final class ElementIterator {
  private let advance: () throws(JinjaError) -> Value?
  private var isDone = false

  init(_ advance: @escaping () throws(JinjaError) -> Value?) { self.advance = advance }

  convenience init(_ elements: [Value]) {
    var index = 0
    self.init { () throws(JinjaError) -> Value? in
      guard index < elements.count else { return nil }
      index += 1
      return elements[index - 1]
    }
  }

  func next() throws(JinjaError) -> Value? {
    guard !isDone else { return nil }
    do {
      if let value = try advance() { return value }
    } catch {
      isDone = true
      throw error
    }
    isDone = true
    return nil
  }
}
