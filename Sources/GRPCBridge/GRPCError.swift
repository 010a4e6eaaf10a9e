public import Connections

/// A call that did not succeed.
public struct GRPCError: Error, Sendable {
  /// How the call ended; never ``GRPCCode/ok``.
  public let status: GRPCStatus
  /// The path of the method, such as `/moby.buildkit.v1.Control/Solve`.
  public let method: String
  /// Where the channel leads, such as `unix:///run/buildkit/buildkitd.sock`.
  public let address: String
  /// Why the connection was not made, or broke, where that is known: a `ConnectionError` mostly.
  public let cause: (any Error & Sendable)?
  /// Whether the peer has answered over the connection before; if not, there never was one.
  public let hadConnection: Bool

  /// What core says of connections that it could not make.
  package static let dialFailure = "failed to connect to all addresses; last error: "
  /// What core says of names that it could not look up; the name and the reason follow.
  package static let lookupFailure = "DNS resolution failed for "

  package init(
    status: GRPCStatus, method: String, address: String, cause: (any Error & Sendable)? = nil,
    hadConnection: Bool? = nil
  ) {
    self.status = status
    self.method = method
    self.address = address
    self.cause = cause
    self.hadConnection =
      hadConnection
      ?? ![Self.dialFailure, Self.lookupFailure].contains { status.message.hasPrefix($0) }
  }

  package init(_ code: GRPCCode, _ message: String, method: String, address: String) {
    self.init(
      status: GRPCStatus(code: code, message: message), method: method, address: address)
  }

  /// What went wrong with TLS, where it was that.
  public var tlsFailure: TLSFailure? { (cause as? ConnectionError)?.tlsFailure }
  /// The status code.
  public var code: GRPCCode { status.code }
  /// The text that came with the code.
  public var message: String { status.message }
  /// The bytes of the trailer `grpc-status-details-bin`; empty where there was none.
  public var details: [UInt8] { status.details }
  /// What the peer sent after its last message.
  public var trailingMetadata: GRPCMetadata { status.trailingMetadata }
}

extension GRPCError: CustomStringConvertible {
  /// Code, text, method and address in one line.
  public var description: String {
    "\(code): \(cause.map { "\($0)" } ?? message) (\(method) at \(address))"
  }
}
