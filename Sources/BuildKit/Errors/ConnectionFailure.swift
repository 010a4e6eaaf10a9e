import Connections
import GRPCBridge

/// Why a daemon can't be spoken to, or no longer.
enum ConnectionFailure: Hashable {
  /// The connection was not made; what was in the way.
  case notMade(ConnectionError)
  /// It was closed before the daemon had answered.
  case closedAtOnce
  /// What answers speaks HTTP/1.
  case notHTTP2
  /// What answers speaks HTTP/2, but not gRPC; the status that it answered with.
  case notGRPC(status: String)
  /// There is no daemon of our own.
  case noEmbedded(EmbeddedError)
  /// It broke after the daemon had answered; the reason.
  case broken(String)

  /// nil if the call failed otherwise.
  init?(_ error: any Error) {
    switch error {
    case let error as ConnectionError: self = Self.reading(error)
    case let error as EmbeddedError: self = .noEmbedded(error)
    case let error as GRPCError:
      if error.message.hasPrefix(Self.foreignAnswer) {
        self = .notGRPC(status: String(error.message.dropFirst(Self.foreignAnswer.count)))
      } else if error.code != .unavailable {
        return nil
      } else if error.hadConnection {
        self = .broken(error.cause.map { "\($0)" } ?? Self.plain(error.message))
      } else if let cause = error.cause {
        guard let failure = Self(cause) else { return nil }
        self = failure
      } else {
        self = Self.reading(ofCore: error.message)
      }
    default: return nil
    }
  }

  /// What core says of an answer that is none of gRPC's; the status follows.
  private static let foreignAnswer = "Received http2 header with status: "
  private static let closed = "Socket closed"

  /// What core says of a peer that no longer answers whether it is there.
  private static let lifeless = "keepalive watchdog timeout"
  static let silence = "it gives no sign of life any more"

  /// Core's words, where people would not understand them.
  private static func plain(_ words: String) -> String {
    if words.hasPrefix(lifeless) { return silence }
    return words.hasPrefix(closed) ? "it closed the connection" : words
  }

  private static func reading(_ error: ConnectionError) -> Self {
    guard case .unreachable(let reason) = error else { return .notMade(error) }
    return reading(reason: reason)
  }

  private static func reading(ofCore message: String) -> Self {
    if message.hasPrefix(GRPCError.lookupFailure) {
      // nowhere.test:1234: C-ares status is not ARES_SUCCESS qtype=A name=nowhere.test …: Domain name not found
      let rest = message.dropFirst(GRPCError.lookupFailure.count)
      let name = rest.firstRange(of: ": ").map { rest[..<$0.lowerBound] } ?? rest
      let host = name.lastIndex(of: ":").map { name[..<$0] } ?? name
      let reason = rest.split(separator: ": ").last ?? rest
      return .notMade(.unknownHost(String(host), reason: String(reason)))
    }
    guard message.hasPrefix(GRPCError.dialFailure) else { return reading(reason: message) }
    // UNKNOWN: ipv4:127.0.0.1:1234: Failed to connect to remote host: Connection refused
    let parts = message.dropFirst(GRPCError.dialFailure.count).split(separator: ": ")
    return reading(reason: parts.last { !$0.isEmpty }.map(String.init) ?? "the connection failed")
  }

  private static func reading(reason: String) -> Self {
    if reason.hasPrefix(closed) { return .closedAtOnce }
    if reason.contains("http1.x server") { return .notHTTP2 }
    if reason.contains("timed out before receiving SETTINGS") { return .notMade(.timedOut) }
    return .notMade(.unreachable(reason: reason))
  }
}

extension ConnectionFailure {
  /// What is wrong, as a sentence.
  ///
  /// - Parameter address: where the daemon was looked for.
  func message(at address: String) -> String {
    let noAnswer = "no answer from BuildKit at \(address): "
    return switch self {
    case .notMade(.tls(let failure)):
      "no trusted connection to BuildKit at \(address): \(failure)"
    case .notMade(let error): noAnswer + "\(error)"
    case .closedAtOnce: noAnswer + "what is there closes the connection at once"
    case .notHTTP2: noAnswer + "what is there speaks HTTP/1, and BuildKit gRPC"
    case .notGRPC(let status):
      noAnswer + "what is there speaks HTTP, but not gRPC (it answers with status \(status))"
    case .noEmbedded(let error): noAnswer + "\(error)"
    case .broken(let reason): "the connection to BuildKit at \(address) broke: \(reason)"
    }
  }
}
