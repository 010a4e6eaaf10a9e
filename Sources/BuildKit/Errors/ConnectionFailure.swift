import GRPCBridge

/// What gRPC says of connections that can't be made.
enum ConnectionFailure {
  private static let beginning = "failed to connect to all addresses; last error: "

  /// The system's words, without what the user knows already; nil if the call failed otherwise.
  static func reason(of error: GRPCError) -> String? {
    guard error.message.hasPrefix(beginning) else { return nil }
    // UNKNOWN: ipv4:127.0.0.1:1234: Failed to connect to remote host: Connection refused
    let parts = error.message.dropFirst(beginning.count).split(separator: ": ")
    return parts.last { !$0.isEmpty }.map(String.init) ?? "the connection failed"
  }
}
