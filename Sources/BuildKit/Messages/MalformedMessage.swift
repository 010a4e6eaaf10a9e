/// Bytes from a peer that aren't the protobuf message they should be.
public struct MalformedMessage: Error, Equatable, Sendable, CustomStringConvertible {
  /// The message's name in BuildKit, for instance `StatusResponse`.
  public let message: String

  package init(_ message: String) { self.message = message }

  /// One sentence for people.
  public var description: String { "malformed \(message) message" }
}
