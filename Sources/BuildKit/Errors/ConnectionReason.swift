import Connections
import GRPCBridge

/// Why a call could not reach a daemon, without what the user knows already.
enum ConnectionReason {
  private static let beginning = "failed to connect to all addresses; last error: "

  /// The reason; nil if the call failed otherwise.
  static func text(of error: GRPCError) -> String? {
    if let cause = error.cause { return "\(cause)" }
    guard error.message.hasPrefix(beginning) else { return nil }
    // UNKNOWN: ipv4:127.0.0.1:1234: Failed to connect to remote host: Connection refused
    let parts = error.message.dropFirst(beginning.count).split(separator: ": ")
    return parts.last { !$0.isEmpty }.map(String.init) ?? "the connection failed"
  }

  /// Whether nobody was there to answer.
  static func isAbsence(_ error: any Error) -> Bool {
    switch error {
    case let error as GRPCError: error.cause.map(isAbsence) ?? error.message.hasPrefix(beginning)
    case ConnectionError.unreachable: true
    default: false
    }
  }
}
