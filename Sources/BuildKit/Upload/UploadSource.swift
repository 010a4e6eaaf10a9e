/// Bytes that a build may fetch from its client as if by HTTP: a context in a tar, or a Dockerfile, that
/// comes from standard input for instance.
public enum UploadSource: Hashable, Sendable {
  /// These.
  case bytes([UInt8])
  /// A file's, read each time that the build asks.
  case file(path: String)
  /// What is read from an open descriptor to its end, once, behind bytes that were read from it before.
  /// It stays the caller's, and open until the build is over.
  case descriptor(Int32, after: [UInt8] = [])
}

extension BuildRequest {
  /// The host of the addresses that daemons fetch from their clients.
  private static let uploadHost = "buildkit-session"

  /// Offers bytes to the build.
  ///
  /// - Returns: the address that the build knows them by, for instance for the frontend's attribute
  ///   `context`.
  public mutating func upload(_ source: UploadSource) -> String {
    let id = Identifier.random()
    uploads[id] = source
    return "http://\(Self.uploadHost)/\(id)"
  }
}
