/// The token server of a registry gave no token.
public struct TokenFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The registry.
  public let host: String
  /// The address of the token server.
  public let realm: String
  /// What it answered, as a status of HTTP; nil if it didn't.
  public let status: Int?
  /// What went wrong, in the server's words where it had some.
  public let reason: String

  /// One line with all of it.
  public var description: String { "no token for \(host) from \(realm): \(reason)" }
}
