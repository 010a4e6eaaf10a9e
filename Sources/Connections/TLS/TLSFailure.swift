/// Why a connection over TLS did not come about, or broke.
public enum TLSFailure: Hashable, Sendable {
  /// The server's certificate does not come from an authority that we trust, or has expired.
  case untrustedCertificate
  /// The server's certificate is for another name than the one dialled or configured.
  case wrongServerName
  /// The server speaks another protocol than HTTP/2 over TLS.
  case wrongProtocol
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
  /// Anything else that went wrong in the handshake or after it, in OpenSSL's words.
  case failed(reason: String)
}

extension TLSFailure: CustomStringConvertible {
  /// What went wrong, in one line.
  public var description: String {
    switch self {
    case .untrustedCertificate: "the server's certificate is not trusted"
    case .wrongServerName: "the server's certificate is for another name"
    case .wrongProtocol: "the server does not offer HTTP/2 over TLS"
    case .clientCertificateMissing: "the server seems to demand a client certificate"
    case .clientCertificateRefused: "the server refused the client certificate"
    case .closedAfterHandshake: "the server closed the connection after the TLS handshake"
    case .notTLS: "the server does not speak TLS"
    case .unusableConfiguration(let reason): "the TLS configuration cannot be used: \(reason)"
    case .failed(let reason): "TLS failed: \(reason)"
    }
  }
}
