/// What a connection over TLS trusts and shows.
public struct TLSConfiguration: Hashable, Sendable {
  /// The certificates (PEM) that a server's has to come from; nil: the system's.
  public var certificateAuthority: [UInt8]?
  /// Whether the system's are trusted beside ``certificateAuthority``.
  public var trustsSystem = false
  /// Our certificate (PEM), followed by those between it and its authority; goes with ``privateKey``.
  public var certificateChain: [UInt8]?
  /// The key (PEM, without a password) of our certificate; goes with ``certificateChain``.
  public var privateKey: [UInt8]?
  /// The name that the server's certificate has to carry; nil: the host that is dialled.
  public var serverName: String?
  /// Whether the server's certificate is looked at. Without, anybody may answer in its place; Docker's
  /// contexts and variables can ask for that.
  public var verifiesServer = true

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

  /// Checks what does not take a connection to be found wrong.
  ///
  /// - Throws: ``TLSConfigurationError``.
  package func check() throws(TLSConfigurationError) {
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
}
