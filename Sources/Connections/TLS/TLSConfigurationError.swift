/// A TLS configuration that cannot be used.
public enum TLSConfigurationError: Error, Hashable, Sendable {
  /// A part of a ``TLSConfiguration``.
  public enum Part: String, Hashable, Sendable {
    /// ``TLSConfiguration/certificateAuthority``.
    case certificateAuthority = "certificate authority"
    /// ``TLSConfiguration/certificateChain``.
    case certificateChain = "certificate"
    /// ``TLSConfiguration/privateKey``.
    case privateKey = "private key"
  }

  /// A file that cannot be read: its path, and the reason as the system puts it.
  case unreadable(Part, path: String, reason: String)
  /// A file of more than 1 MiB.
  case tooLong(Part, path: String)
  /// A file without a PEM block.
  case fileNotPEM(Part, path: String)
  /// Bytes without a PEM block.
  case notPEM(Part)
  /// A certificate to show, but no key for it.
  case certificateWithoutKey
  /// A key, but no certificate for it.
  case keyWithoutCertificate
  /// A server name that is empty or holds a NUL.
  case invalidServerName(String)
}

extension TLSConfigurationError: CustomStringConvertible {
  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .unreadable(let part, let path, let reason):
      "cannot read the TLS \(part.rawValue) '\(path)': \(reason)"
    case .tooLong(let part, let path): "the TLS \(part.rawValue) '\(path)' has over 1 MiB"
    case .fileNotPEM(let part, let path): "the TLS \(part.rawValue) '\(path)' is not PEM"
    case .notPEM(let part): "the TLS \(part.rawValue) is not PEM"
    case .certificateWithoutKey: "a TLS certificate needs its private key"
    case .keyWithoutCertificate: "a TLS private key needs its certificate"
    case .invalidServerName(let name): "not a TLS server name: '\(name)'"
    }
  }
}
