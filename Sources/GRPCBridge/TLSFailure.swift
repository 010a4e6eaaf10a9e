/// Why a connection over TLS did not come about.
///
/// Core tells it in words only; this is what the words of core 1.51 over OpenSSL 3 mean.
public enum TLSFailure: Hashable, Sendable {
  /// The server's certificate does not come from an authority that we trust, or has expired.
  case untrustedCertificate
  /// The server's certificate is for another name than the one dialled or configured.
  case wrongServerName
  /// The server did not choose HTTP/2 by ALPN, which core insists on. BuildKit daemons before 0.25 and
  /// Docker Engines don't; a TLS proxy before them that offers `h2` helps.
  case noALPN
  /// The server closed the connection after the handshake or gave up in it, and we showed no
  /// certificate: it seems to demand one.
  case clientCertificateMissing
  /// The server refused our certificate.
  case clientCertificateRefused
  /// The server closed the connection after the handshake without a word; a proxy does so when it
  /// cannot reach what is behind it, or does not like our certificate.
  case closedAfterHandshake
  /// The server does not speak TLS.
  case notTLS
  /// Our own certificates or key cannot be used.
  case unusableConfiguration(reason: String)
  /// Anything else that went wrong in the handshake; the error's message has core's words.
  case handshakeFailed
}

extension TLSFailure: CustomStringConvertible {
  /// What went wrong, in one line.
  public var description: String {
    switch self {
    case .untrustedCertificate: "the server's certificate is not trusted"
    case .wrongServerName: "the server's certificate is for another name"
    case .noALPN: "the server does not offer HTTP/2 over TLS (no ALPN)"
    case .clientCertificateMissing: "the server seems to demand a client certificate"
    case .clientCertificateRefused: "the server refused the client certificate"
    case .closedAfterHandshake: "the server closed the connection after the TLS handshake"
    case .notTLS: "the server does not speak TLS"
    case .unusableConfiguration(let reason): "the TLS configuration cannot be used: \(reason)"
    case .handshakeFailed: "the TLS handshake failed"
    }
  }
}

extension TLSFailure {
  /// What core writes, and what it means whatever the configuration.
  private static let meanings: [(words: String, failure: TLSFailure)] = [
    ("certificate verify failed", .untrustedCertificate),
    ("is not in peer certificate", .wrongServerName),
    ("missing selected ALPN property", .noALPN),
    ("wrong version number", .notTLS),
  ]

  /// What says that the server gave up on us: an alert, or the end of the connection.
  private static let refusals = [" alert ", "Endpoint read failed", "Connection reset"]
  private static let endings = ["Socket closed", "Handshake read failed"]

  /// Where core names what it cannot use, in its log.
  private static let complaints: [(words: String, reason: String)] = [
    ("Invalid private key", "the private key is not that of the certificate, or damaged"),
    ("Invalid cert chain", "the certificate is damaged"),
    ("Could not load any root certificate", "the certificate authority is damaged"),
  ]

  /// Reads core's words.
  ///
  /// - Parameters:
  ///   - message: the message of a call that failed as unavailable.
  ///   - hasClientCertificate: whether we had one to show.
  ///   - log: what core logged since the channel was made.
  /// - Returns: nil if it was not for TLS.
  init?(message: String, hasClientCertificate: Bool, log: () -> [String]) {
    if message.hasPrefix("empty address list") {
      let log = log()
      let complaint = Self.complaints.first { complaint in
        log.contains { $0.contains(complaint.words) }
      }
      self = .unusableConfiguration(reason: complaint?.reason ?? "core does not take it")
      return
    }
    guard message.hasPrefix("failed to connect") else { return nil }
    if let meaning = Self.meanings.first(where: { message.contains($0.words) }) {
      self = meaning.failure
    } else if Self.refusals.contains(where: message.contains) {
      self = hasClientCertificate ? .clientCertificateRefused : .clientCertificateMissing
    } else if Self.endings.contains(where: message.contains) {
      self = hasClientCertificate ? .closedAfterHandshake : .clientCertificateMissing
    } else if message.contains("Ssl handshake failed") {
      self = .handshakeFailed
    } else {
      return nil
    }
  }
}
