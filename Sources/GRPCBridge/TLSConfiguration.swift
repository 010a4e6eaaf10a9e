import CGRPC

/// What a channel over TLS trusts and shows.
public struct TLSConfiguration: Sendable {
  /// The certificates (PEM) that a server's has to come from; nil: the system's.
  public var certificateAuthority: [UInt8]?
  /// Our certificate (PEM), followed by those between it and its authority; goes with ``privateKey``.
  public var certificateChain: [UInt8]?
  /// The key (PEM, without a password) of our certificate; goes with ``certificateChain``.
  public var privateKey: [UInt8]?
  /// The name that the server's certificate has to carry; nil: the host that is dialled.
  public var serverName: String?

  /// A configuration; without arguments one that trusts what the system trusts.
  public init(
    certificateAuthority: [UInt8]? = nil, certificateChain: [UInt8]? = nil,
    privateKey: [UInt8]? = nil, serverName: String? = nil
  ) {
    self.certificateAuthority = certificateAuthority
    self.certificateChain = certificateChain
    self.privateKey = privateKey
    self.serverName = serverName
  }

  /// Checks what core would take on trust.
  func check() throws(TLSConfigurationError) {
    switch (certificateChain, privateKey) {
    case (.some, nil): throw .certificateWithoutKey
    case (nil, .some): throw .keyWithoutCertificate
    default: break
    }
    for (part, bytes) in [
      (TLSConfigurationError.Part.certificateAuthority, certificateAuthority),
      (.certificateChain, certificateChain), (.privateKey, privateKey),
    ] {
      if let bytes, !Self.isPEM(bytes) { throw .notPEM(part) }
    }
    if let serverName, serverName.isEmpty || serverName.utf8.contains(0) {
      throw .invalidServerName(serverName)
    }
  }

  /// Whether there is the beginning of a PEM block; a NUL would cut it short.
  static func isPEM(_ bytes: [UInt8]) -> Bool {
    !bytes.contains(0)
      && String(decoding: bytes, as: UTF8.self).contains("-----BEGIN ")
  }

  /// Core's credentials, to be released by the caller; nil where core does not take them.
  func makeCredentials() -> OpaquePointer? {
    let authority = certificateAuthority.map { $0 + [0] }
    guard let certificateChain, let privateKey else {
      return Self.withText(authority) { grpc_ssl_credentials_create_ex($0, nil, nil, nil) }
    }
    return Self.withText(authority) { authority in
      Self.withText(certificateChain + [0]) { chain in
        Self.withText(privateKey + [0]) { key in
          var pair = grpc_ssl_pem_key_cert_pair(private_key: key, cert_chain: chain)
          return grpc_ssl_credentials_create_ex(authority, &pair, nil, nil)
        }
      }
    }
  }

  private static func withText<R>(
    _ bytes: [UInt8]?, _ body: (UnsafePointer<CChar>?) -> R
  ) -> R {
    guard let bytes else { return body(nil) }
    return bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { body($0.baseAddress) }
    }
  }
}
