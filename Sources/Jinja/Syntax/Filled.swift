/// A place in a syntax tree that is empty when the tree is parsed and filled once by the resolver.
///
/// It is safe to share because it is only written while a template is compiled, by the one thread
/// that does it and before anybody else has the tree.
final class Filled<Content: Sendable>: @unchecked Sendable {
  private(set) var content: Content

  init(_ empty: Content) { content = empty }

  func fill(_ content: Content) { self.content = content }
}

/// Where a variable lives: so many function activations out, in that slot.
struct Slot: Sendable, Equatable {
  var depth: Int
  var index: Int

  static let unresolved = Slot(depth: 0, index: 0)
}

/// A variable as it is named at one place of a template.
final class Variable: Sendable {
  let name: String
  let position: Position
  let slot = Filled(Slot.unresolved)

  init(_ name: String, at position: Position) {
    self.name = name
    self.position = position
  }
}
