import Archive
import Bytes
import Digests
import Threads

extension BuildKitClient {
  /// Writes builds of the history, with all that the daemon keeps of them, into one file: a
  /// `.dockerbuild` bundle, which is a gzip-compressed tar of an OCI image layout. Docker Desktop and
  /// `docker buildx history import` take it.
  ///
  /// Access keys and tokens are taken out of traces and of cache imports.
  ///
  /// - Parameters:
  ///   - records: the builds.
  ///   - output: a file or a pipe; complete when this returns, and as it was before when it throws.
  /// - Throws: ``BuildError``, with the code ``BuildError/Code/notFound`` if the daemon has lost a part
  ///   of a build, ``BuildError/Code/local`` if the output can't be written; `CancellationError`.
  public func export(_ records: [BuildHistoryRecord], to output: ExportOutput) async throws {
    guard case .archive(let archive) = output.target else {
      throw BuildError(.invalidArgument, "a bundle is one file, and \(output.name) is a folder")
    }
    do {
      try await write(records, to: archive)
      try archive.commit()
    } catch {
      archive.discard()
      switch error {
      case let error as SystemFailure: throw BuildError(.local, "\(error)", cause: error)
      case let error as ArchiveError: throw BuildError(.local, "\(error)", cause: error)
      case let error as SHA256.Unavailable: throw BuildError(.local, "\(error)", cause: error)
      default: throw error
      }
    }
  }

  private func write(_ records: [BuildHistoryRecord], to output: ArchiveOutput) async throws {
    let platform = try await workers().first?.platforms.first.map { "\($0)" } ?? ""
    var bundle = HistoryBundle()
    for record in records {
      var trace: [UInt8]?
      if let descriptor = record.trace { trace = try await contents(of: descriptor) }
      try bundle.add(record, trace: trace, platform: platform)
    }
    let index = try bundle.index()

    let file = try CompressedFile(output)
    try await file.write(TarBlock.header(path: "blobs/", size: 0, mode: 0o755))
    try await file.write(TarBlock.header(path: "blobs/sha256/", size: 0, mode: 0o755))
    for (digest, blob) in bundle.blobs.sorted(by: { $0.key < $1.key }) {
      try await write(blob, digest, to: file)
    }
    try await file.add("index.json", index, mode: 0o644)
    try await file.add("oci-layout", Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8), mode: 0o444)
    try await file.write(TarBlock.end)
    try await file.finish()
  }

  private func write(
    _ blob: HistoryBundle.Blob, _ digest: String, to file: CompressedFile
  ) async throws {
    // It becomes a path.
    guard digest.hasPrefix("sha256:"), digest.utf8.count == 71,
      digest.dropFirst(7).allSatisfy({ "0123456789abcdef".contains($0) })
    else { throw BuildError(.protocolViolation, "a build has a blob with the digest \(digest)") }
    let path = "blobs/sha256/" + digest.dropFirst(7)
    switch blob {
    case .made(let bytes): try await file.add(path, bytes, mode: 0o444)
    case .stored(let descriptor):
      guard (0..<1 << 33).contains(descriptor.size) else {
        throw BuildError(
          .resourceExhausted, "the blob \(digest) has \(descriptor.size) bytes, more than fit")
      }
      try await file.write(TarBlock.header(path: path, size: descriptor.size, mode: 0o444))
      for try await piece in self.blob(descriptor) { try await file.write(piece) }
      try await file.write(TarBlock.padding(after: descriptor.size))
    }
  }
}

/// A tar that is compressed while it is written, by threads of their own.
private actor CompressedFile {
  private let output: ArchiveOutput
  private let compressor: GzipCompressor

  init(_ output: ArchiveOutput) throws(ArchiveError) {
    self.output = output
    compressor = try GzipCompressor()
  }

  func add(_ path: String, _ bytes: [UInt8], mode: Int64) async throws {
    let size = Int64(bytes.count)
    try await write(TarBlock.header(path: path, size: size, mode: mode))
    try await write(bytes)
    try await write(TarBlock.padding(after: size))
  }

  func write(_ bytes: [UInt8]) async throws { try await pass(compressor.compress(bytes)) }

  func finish() async throws { try await pass(compressor.finish()) }

  private func pass(_ bytes: [UInt8]) async throws {
    guard !bytes.isEmpty else { return }
    // A pipe may keep us waiting as long as it likes.
    try await BlockingWork.run { [output] _ in try output.write([ByteChain(bytes)]) }
  }
}
