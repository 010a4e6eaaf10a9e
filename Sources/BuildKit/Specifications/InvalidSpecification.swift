/// Something that was written for BuildKit and can't be understood, such as the value of a flag.
public struct InvalidSpecification: Error, Hashable, Sendable, CustomStringConvertible {
  /// What it describes, by the name of its flag: `platform`, `add-host`.
  public let option: String
  /// As it was written.
  public let text: String
  /// What is wrong with it, and what to write.
  public let reason: String

  /// A text that can't be understood.
  public init(_ option: String, _ text: String, _ reason: String) {
    self.option = option
    self.text = text
    self.reason = reason
  }

  /// One line with the text and what to write.
  public var description: String { "\(option) \"\(text)\": \(reason)" }
}
