/// An agent, a key or a socket can't be given to a build.
public struct SSHFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The id that was given.
  public let id: String
  /// What is wrong, and what to do.
  public let reason: String

  /// One line with both.
  public var description: String { "ssh \(id): \(reason)" }
}
