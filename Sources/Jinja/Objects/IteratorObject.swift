/// Something that can be run over once: what filters such as `map` give.
final class IteratorObject: Object {
  private let iterator: ElementIterator
  private let name: String
  private let isGenerator: Bool

  /// What a filter gives element by element.
  init(generator name: String, _ advance: @escaping () throws(JinjaError) -> Value?) {
    iterator = ElementIterator(advance)
    self.name = name
    isGenerator = true
  }

  /// An iterator of a type of Python's.
  init(_ typeName: String, _ iterator: ElementIterator) {
    self.iterator = iterator
    name = typeName
    isGenerator = false
  }

  override var typeName: String { isGenerator ? "generator" : name }
  override var representation: String {
    isGenerator ? "<generator object \(name)>" : super.representation
  }
  override var forbiddenNames: Set<String> {
    isGenerator ? ["gi_frame", "gi_code", "gi_running", "gi_yieldfrom", "gi_suspended"] : []
  }
  override var specialNames: Set<String> { ["__iter__", "__next__", "__name__", "__qualname__"] }

  override func iterate(_ interpreter: Interpreter) throws(JinjaError) -> ElementIterator? {
    iterator
  }
}
