/// A text that a user wrote for BuildKit, such as a secret or an output, and that can't be understood.
public struct InvalidSpecification: Error, Hashable, Sendable, CustomStringConvertible {
  /// What it describes, for instance `secret`.
  public let what: String
  /// The text as it was given.
  public let text: String
  /// What is wrong with it, and what to write.
  public let reason: String

  /// A text with its fault.
  public init(_ what: String, _ text: String, _ reason: String) {
    self.what = what
    self.text = text
    self.reason = reason
  }

  /// One line with all three.
  public var description: String { "\(what) \"\(text)\": \(reason)" }
}
