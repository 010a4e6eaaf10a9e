/// A place in a template's text: line, and column in Unicode scalars, both from 1.
struct Position: Sendable, Equatable {
  var line: Int32
  var column: Int32

  static let start = Position(line: 1, column: 1)
}

/// What was found wrong while a template was read; the template's name is added further up.
struct SyntaxProblem: Error {
  let kind: JinjaError.Kind
  let message: String
  let position: Position

  init(_ message: String, at position: Position, kind: JinjaError.Kind = .syntax) {
    self.kind = kind
    self.message = message
    self.position = position
  }
}
