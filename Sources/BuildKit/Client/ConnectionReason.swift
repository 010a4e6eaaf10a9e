import Connections
import GRPCBridge

/// Why a call could not reach a daemon, without what the user knows already.
enum ConnectionReason {
  private static let beginning = "failed to connect to all addresses; last error: "

  /// The reason and, where nobody was there, what to do; nil if the call failed otherwise.
  static func text(of error: GRPCError) -> String? {
    switch error.cause {
    case let failure as ConnectionError: return text(of: failure, at: error.address)
    case let cause?: return "\(cause)"
    case nil: break
    }
    guard error.message.hasPrefix(beginning) else { return nil }
    // UNKNOWN: ipv4:127.0.0.1:1234: Failed to connect to remote host: Connection refused
    let parts = error.message.dropFirst(beginning.count).split(separator: ": ")
    let words = parts.last { !$0.isEmpty } ?? "the connection failed"
    return words + advice(error.address)
  }

  /// The reason and, where nobody was there, what to do.
  static func text(of failure: ConnectionError, at address: String) -> String {
    if case .unreachable = failure { "\(failure)" + advice(address) } else { "\(failure)" }
  }

  private static func advice(_ address: String) -> String {
    let server = address.hasPrefix("docker://") ? "the Docker Engine" : "buildkitd"
    return "; start \(server) there, or use the address of another"
  }
}
