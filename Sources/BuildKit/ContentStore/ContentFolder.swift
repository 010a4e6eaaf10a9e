import Glibc
import Synchronization

/// A folder in OCI's layout, whose blobs a daemon may read, and perhaps add to.
///
/// Blobs lie in `blobs/sha256`, those that are being written in `ingest`, as with containerd's local
/// store. All methods block for the disk.
final class ContentFolder: Sendable {
  private struct State {
    /// Blobs that came from the daemon: it may delete those.
    var written: Set<ContentDigest> = []
    /// The blob that the daemon wrote last, or wanted to: what names the others comes after them.
    var last: ContentDigest?
    /// Writings that began and are not in their place.
    var begun: Set<String> = []
  }

  let path: String
  /// The folder, open.
  let descriptor: Int32
  let isWritable: Bool
  private let state = Mutex(State())

  /// Opens a folder to be read from.
  ///
  /// - Throws: ``SystemFailure`` if it isn't there, or is none.
  convenience init(reading path: String) throws(SystemFailure) {
    try self.init(path, isWritable: false)
  }

  /// Opens a folder to be read from and written to; it is made if it isn't there.
  ///
  /// - Throws: ``SystemFailure``.
  convenience init(writing path: String) throws(SystemFailure) {
    try Folders.make(path, mode: 0o755)
    try self.init(path, isWritable: true)
    guard access(path, W_OK | X_OK) == 0 else {
      throw SystemFailure(operation: "writing into the folder \(path)", errno: errno)
    }
  }

  private init(_ path: String, isWritable: Bool) throws(SystemFailure) {
    self.path = path
    self.isWritable = isWritable
    descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw SystemFailure(operation: "opening the folder \(path)", errno: errno)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  // MARK: Blobs

  /// A digest that a daemon names.
  static func digest(_ text: String) throws(ContentFailure) -> ContentDigest {
    guard let digest = ContentDigest(text) else { throw .invalidDigest(text) }
    return digest
  }

  /// What is known of a blob.
  func info(_ digest: ContentDigest) throws(ContentFailure) -> ContentInfo {
    var status = stat()
    guard fstatat(descriptor, digest.path, &status, 0) == 0, status.st_mode & S_IFMT == S_IFREG
    else { throw .notFound(digest) }
    return ContentInfo(
      digest: "\(digest)", size: Int64(status.st_size), createdAt: Timestamp(of: status.st_ctim),
      updatedAt: Timestamp(of: status.st_mtim))
  }

  func contains(_ digest: ContentDigest) -> Bool { (try? info(digest)) != nil }

  /// Opens a blob.
  func open(_ digest: ContentDigest) throws(ContentFailure) -> ContentBlob {
    let file = openat(descriptor, digest.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    var status = stat()
    guard file >= 0 else { throw .notFound(digest) }
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(file)
      throw .notFound(digest)
    }
    return ContentBlob(
      descriptor: file, size: Int64(status.st_size), name: "\(path)/\(digest.path)")
  }

  /// All blobs, by their digests.
  func list() -> [ContentInfo] {
    names(in: "blobs/sha256").compactMap { name in
      ContentDigest(hexadecimal: name).flatMap { try? info($0) }
    }
  }

  /// Deletes a blob that the daemon itself has written in this build.
  func delete(_ digest: ContentDigest) throws(ContentFailure) {
    _ = try info(digest)
    guard isWritable, state.withLock({ $0.written.remove(digest) != nil }) else {
      throw .refused(.permissionDenied("content \(digest) was there before the build"))
    }
    guard unlinkat(descriptor, digest.path, 0) == 0 || errno == ENOENT else {
      throw .system(SystemFailure(operation: "removing \(path)/\(digest.path)", errno: errno))
    }
  }

  // MARK: Writings

  func noteBegun(_ folder: String) { state.withLock { _ = $0.begun.insert(folder) } }

  func noteEnded(_ folder: String) { state.withLock { _ = $0.begun.remove(folder) } }

  func noteWritten(_ digest: ContentDigest) {
    state.withLock { state in
      state.written.insert(digest)
      state.last = digest
    }
  }

  /// The daemon wanted to write a blob that is there.
  func noteThere(_ digest: ContentDigest) { state.withLock { $0.last = digest } }

  /// The blob that the daemon wrote last, or wanted to.
  var lastOffered: ContentDigest? { state.withLock { $0.last } }

  /// The names of the folders that writings have in `ingest`.
  func ingests() -> [String] { names(in: ContentIngest.parent) }

  /// Removes what the daemon began to write and did not finish. Call it when the daemon is gone.
  func removeLeftovers() {
    for folder in state.withLock({ $0.begun }) { ContentIngest.remove(folder, in: self) }
    unlinkat(descriptor, ContentIngest.parent, AT_REMOVEDIR)
  }

  private func names(in folder: String) -> [String] {
    let opened = openat(descriptor, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { return [] }
    defer { close(opened) }
    return ((try? FolderRemoval.names(in: opened)) ?? []).map(\.shown)
  }
}

extension Timestamp {
  init(of time: timespec) {
    self.init(nanosecondsSince1970: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }
}
