extension BuildKitClient {
  /// A blob of the daemon's content store, piece by piece
  /// (`containerd.services.content.v1.Content/Read`): logs, traces, results and attestations of the
  /// history.
  ///
  /// - Parameters:
  ///   - digest: as `sha256:…`.
  ///   - size: in bytes, if it is known.
  public func blob(_ digest: String, size: Int64? = nil) -> BlobStream {
    BlobStream(
      pieces: stream("/containerd.services.content.v1.Content/Read") {
        ReadContentRequest(digest: digest)
      }, digest: digest, size: size, endpoint: endpoint)
  }

  /// A blob that a descriptor points at, piece by piece.
  public func blob(_ descriptor: Descriptor) -> BlobStream {
    blob(descriptor.digest, size: descriptor.size)
  }

  /// A whole blob that a descriptor points at.
  ///
  /// - Parameters:
  ///   - descriptor: what points at it.
  ///   - limit: the most bytes that it may have.
  /// - Throws: ``BuildError``, as iterating a ``BlobStream`` does, and with the code
  ///   ``BuildError/Code/resourceExhausted`` if it is longer; `CancellationError`.
  public func contents(
    of descriptor: Descriptor, atMost limit: Int = 64 << 20
  ) async throws -> [UInt8] {
    guard descriptor.size <= limit else {
      throw BuildError(
        .resourceExhausted,
        "the blob \(descriptor.digest) has \(descriptor.size) bytes, more than \(limit)")
    }
    var contents: [UInt8] = []
    for try await piece in blob(descriptor) { contents += piece }
    return contents
  }
}
