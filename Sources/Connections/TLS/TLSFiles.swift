import Glibc

extension TLSConfiguration {
  /// Reads a configuration from PEM files.
  ///
  /// - Parameters:
  ///   - certificateAuthority: the file of what to trust; nil: what the system trusts.
  ///   - certificate: our certificate, with those between it and its authority.
  ///   - key: the key of our certificate.
  ///   - serverName: the name that the server's certificate has to carry; nil: the host dialled.
  /// - Throws: ``TLSConfigurationError``, which names the file.
  public static func reading(
    certificateAuthority: String? = nil, certificate: String? = nil, key: String? = nil,
    serverName: String? = nil
  ) throws(TLSConfigurationError) -> TLSConfiguration {
    let configuration = TLSConfiguration(
      certificateAuthority: try read(certificateAuthority, .certificateAuthority),
      certificateChain: try read(certificate, .certificateChain),
      privateKey: try read(key, .privateKey), serverName: serverName)
    try configuration.check()
    return configuration
  }

  private static let longestFile = 1 << 20

  private static func read(
    _ path: String?, _ part: TLSConfigurationError.Part
  ) throws(TLSConfigurationError) -> [UInt8]? {
    guard let path else { return nil }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw unreadable(part, path) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = Glibc.read(file, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(part, path) }
      if count == 0 { break }
      bytes += piece[..<count]
      guard bytes.count <= longestFile else { throw .tooLong(part, path: path) }
    }
    guard isPEM(bytes) else { throw .fileNotPEM(part, path: path) }
    return bytes
  }

  private static func unreadable(
    _ part: TLSConfigurationError.Part, _ path: String
  ) -> TLSConfigurationError {
    .unreadable(part, path: path, reason: String(cString: strerror(errno)))
  }
}
