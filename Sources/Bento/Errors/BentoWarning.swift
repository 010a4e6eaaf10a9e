/// Something a user should hear of that is no error. Nothing here prints; whoever asked decides.
public struct BentoWarning: Sendable, Hashable, CustomStringConvertible {
  /// The kind of a warning.
  public enum Kind: String, Sendable {
    /// A name or version was made lower-case.
    case lowercased
    /// A Python version was cut to major and minor.
    case pythonVersionCut
    /// An option has no effect because a base image is set.
    case ignoredOption
  }

  /// The kind of this warning.
  public let kind: Kind
  /// One line for the user.
  public let message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
