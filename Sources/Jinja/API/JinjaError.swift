/// Why a template can't be read or rendered.
public struct JinjaError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of an error, for programs to decide by.
  public enum Kind: String, Sendable, CaseIterable {
    /// The text is no template: its syntax is wrong, or it names a filter that doesn't exist.
    case syntax
    /// Something undefined was used for more than printing it.
    case undefined
    /// Something that templates must not touch was used.
    case security
    /// An operation failed: wrong types, wrong arguments, division by zero and so on.
    case runtime
    /// A template that is extended, included or imported doesn't exist.
    case templateNotFound
    /// The template is too large, takes too long, or makes too much.
    case limit
    /// Part of the template language that this engine doesn't have.
    case unsupported
  }

  /// The kind of this error.
  public let kind: Kind
  /// What happened, without the place; one line.
  public let message: String
  /// The name of the template it happened in; nil if it has none.
  public let template: String?
  /// The line, from 1; 0 if the error has no place.
  public let line: Int
  /// The column in Unicode scalars, from 1; 0 if the error has no place.
  public let column: Int

  /// An error; custom functions can throw it without a place, which is then filled in.
  public init(
    _ kind: Kind, _ message: String, template: String? = nil, line: Int = 0, column: Int = 0
  ) {
    self.kind = kind
    self.message = message
    self.template = template
    self.line = line
    self.column = column
  }

  /// The whole error in one line: place, then message.
  public var description: String {
    guard line > 0 else { return template.map { "\($0): \(message)" } ?? message }
    return "\(template ?? "template"):\(line):\(column): \(message)"
  }
}
