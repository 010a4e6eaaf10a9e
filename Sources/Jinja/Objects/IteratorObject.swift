/// Something that can be run over once: what filters such as `map` give.
final class IteratorObject: Object {
  private let iterator: ElementIterator
  private let name: String
  private let isGenerator: Bool

  override var depth: Int { sourceDepth + 1 }
  private let sourceDepth: Int

  /// What a filter gives element by element of a value.
  init(
    generator name: String, over value: Value, _ advance: @escaping () throws(JinjaError) -> Value?
  ) {
    iterator = ElementIterator(advance)
    self.name = name
    isGenerator = true
    sourceDepth = value.depth
  }

  /// An iterator over elements, of a type of Python's.
  init(_ typeName: String, _ elements: [Value]) {
    iterator = ElementIterator(elements)
    name = typeName
    isGenerator = false
    sourceDepth = elements.depth
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
