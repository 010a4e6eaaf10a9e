import Bytes
import Digests
import Glibc
import SessionServer

/// A blob that is being written: a file in a folder of `ingest` that is named by the digest of the
/// writing's name, as with containerd's local store. A writing that broke off goes on where it was.
///
/// One at a time writes it, also of several processes: the file is locked. All methods block for the
/// disk.
struct ContentIngest: ~Copyable {
  static let parent = "ingest"
  private static let pieceLength = 1 << 20

  private let store: ContentFolder
  /// Its folder in `ingest`.
  private let folder: String
  private let ref: String
  private let descriptor: Int32
  private let startedAt: Timestamp
  private var offset: Int64
  private var sum: SHA256

  /// Begins a writing, or goes on with it.
  init(_ ref: String, in store: ContentFolder) throws(ContentFailure) {
    guard store.isWritable else {
      throw .refused(.permissionDenied("the folder is only for reading"))
    }
    guard !ref.isEmpty else {
      throw .refused(.invalidArgument("the first message must name the writing"))
    }
    let folder = try Self.folder(of: ref)
    store.noteBegun(folder)
    var sum = try Self.newSum()
    let descriptor = try Self.open(folder, ref, in: store)
    do throws(ContentFailure) {
      offset = try Self.resume(descriptor, store, &sum)
    } catch {
      close(descriptor)
      throw error
    }
    self.sum = sum
    self.store = store
    self.folder = folder
    self.ref = ref
    self.descriptor = descriptor
    var status = stat()
    fstat(descriptor, &status)
    startedAt = Timestamp(of: status.st_ctim)
  }

  deinit { close(descriptor) }

  private static func folder(of ref: String) throws(ContentFailure) -> String {
    guard let digest = try? SHA256.digest(of: Array(ref.utf8)) else {
      throw .refused(.internal("OpenSSL has no SHA-256"))
    }
    return String(digest.dropFirst("sha256:".count))
  }

  private static func open(
    _ folder: String, _ ref: String, in store: ContentFolder
  ) throws(ContentFailure) -> Int32 {
    // Whoever ends a writing removes its folder, and the last one the folder of all: what is there or was
    // made may be gone a moment later.
    for _ in 0..<100 {
      if let file = try openOnce(folder, ref, in: store) { return file }
    }
    throw .system(
      SystemFailure(operation: "writing \(store.path)/\(parent)/\(folder)", errno: ENOENT))
  }

  /// Nil if somebody removed a folder meanwhile.
  private static func openOnce(
    _ folder: String, _ ref: String, in store: ContentFolder
  ) throws(ContentFailure) -> Int32? {
    let path = "\(parent)/\(folder)"
    func failure() -> ContentFailure {
      .system(SystemFailure(operation: "writing \(store.path)/\(path)", errno: errno))
    }
    for name in [parent, path] where mkdirat(store.descriptor, name, 0o755) != 0 {
      if errno == ENOENT { return nil }
      guard errno == EEXIST else { throw failure() }
    }
    let flags = O_CREAT | O_CLOEXEC | O_NOFOLLOW
    let name = openat(store.descriptor, "\(path)/ref", O_WRONLY | O_TRUNC | flags, 0o644)
    if name < 0, errno == ENOENT { return nil }
    guard name >= 0 else { throw failure() }
    _ = Glibc.write(name, ref, ref.utf8.count)
    close(name)
    let file = openat(store.descriptor, "\(path)/data", O_RDWR | flags, 0o644)
    if file < 0, errno == ENOENT { return nil }
    guard file >= 0 else { throw failure() }
    var (ours, there) = (stat(), stat())
    // The file may have got into its place between the two.
    guard flock(file, LOCK_EX | LOCK_NB) == 0, fstat(file, &ours) == 0,
      fstatat(store.descriptor, "\(path)/data", &there, AT_SYMLINK_NOFOLLOW) == 0,
      ours.st_ino == there.st_ino
    else {
      close(file)
      throw .refused(.unavailable("ref \(ref) is locked"))
    }
    return file
  }

  private static func newSum() throws(ContentFailure) -> SHA256 {
    guard let sum = try? SHA256() else { throw .refused(.internal("OpenSSL has no SHA-256")) }
    return sum
  }

  /// Digests what is there already: so many bytes.
  private static func resume(
    _ descriptor: Int32, _ store: ContentFolder, _ sum: inout SHA256
  ) throws(ContentFailure) -> Int64 {
    var offset: Int64 = 0
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceLength, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, Int(offset))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw .system(SystemFailure(operation: "reading in \(store.path)", errno: errno))
      }
      if count == 0 { return offset }
      sum.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      offset += Int64(count)
    }
  }

  // MARK: Writing

  var status: ContentStatus {
    ContentStatus(startedAt: startedAt, updatedAt: .now, ref: ref, offset: offset)
  }

  /// Writes a piece where the daemon says that it belongs.
  mutating func write(_ data: ByteSlice, at place: Int64) throws(ContentFailure) {
    if place == 0, offset > 0 {
      guard ftruncate(descriptor, 0) == 0 else { throw systemFailure("writing") }
      sum = try Self.newSum()
      offset = 0
    }
    guard place <= 0 || place == offset else {
      throw .refused(.outOfRange("write @\(place) must occur at current offset \(offset)"))
    }
    guard !data.isEmpty else { return }
    guard lseek(descriptor, Int(offset), SEEK_SET) >= 0 else { throw systemFailure("writing") }
    do throws(SystemFailure) {
      try VectorWriting.write([data], to: descriptor, name: "\(store.path)/\(Self.parent)")
    } catch {
      throw .system(error)
    }
    data.withUnsafeBytes { sum.update($0) }
    offset += Int64(data.count)
  }

  /// Checks the whole and puts it in its place.
  ///
  /// - Parameters:
  ///   - total: how long the whole should be; 0 for any length.
  ///   - expected: the digest that it should have; nil for any.
  mutating func commit(
    total: Int64, expected: ContentDigest?
  ) throws(ContentFailure) -> ContentDigest {
    guard total <= 0 || total == offset else {
      discard()
      throw .refused(.failedPrecondition("unexpected commit size \(offset), expected \(total)"))
    }
    guard let digest = ContentDigest(hexadecimal: sum.hexadecimal()) else {
      throw .refused(.internal("no digest"))
    }
    guard expected == nil || expected == digest else {
      discard()
      throw .refused(
        .failedPrecondition("unexpected commit digest \(digest), expected \(expected ?? digest)"))
    }
    guard !store.contains(digest) else {
      store.noteThere(digest)
      discard()
      throw .refused(.alreadyExists("content \(digest) already exists"))
    }
    // Blobs are never looked at again: what has the name must have the content, even after a crash.
    guard fchmod(descriptor, 0o444) == 0, fdatasync(descriptor) == 0 else {
      throw systemFailure("writing")
    }
    for name in ["blobs", "blobs/sha256"] where mkdirat(store.descriptor, name, 0o755) != 0 {
      guard errno == EEXIST else { throw systemFailure("making a folder in") }
    }
    guard
      renameat(
        store.descriptor, "\(Self.parent)/\(folder)/data", store.descriptor, digest.path) == 0
    else { throw systemFailure("writing") }
    store.noteWritten(digest)
    discard()
    return digest
  }

  /// Gives the writing up, or tidies up after it.
  func discard() { Self.remove(folder, in: store) }

  private func systemFailure(_ operation: String) -> ContentFailure {
    .system(SystemFailure(operation: "\(operation) \(store.path)", errno: errno))
  }

  // MARK: Other writings

  /// Gives a writing up by its name.
  static func abort(_ ref: String, in store: ContentFolder) throws(ContentFailure) {
    guard store.isWritable else {
      throw .refused(.permissionDenied("the folder is only for reading"))
    }
    let folder = try folder(of: ref)
    var status = stat()
    guard fstatat(store.descriptor, "\(parent)/\(folder)", &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw .refused(.notFound("ref \(ref) not found"))
    }
    remove(folder, in: store)
  }

  /// Removes a writing's folder.
  static func remove(_ folder: String, in store: ContentFolder) {
    let path = "\(parent)/\(folder)"
    for name in ["data", "ref", "startedat", "updatedat", "total"] {
      unlinkat(store.descriptor, "\(path)/\(name)", 0)
    }
    unlinkat(store.descriptor, path, AT_REMOVEDIR)
    store.noteEnded(folder)
  }

  /// How far a writing is, by its folder; nil if there is none.
  static func status(folder: String, in store: ContentFolder) -> ContentStatus? {
    let path = "\(parent)/\(folder)"
    var status = stat()
    guard fstatat(store.descriptor, "\(path)/data", &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      return nil
    }
    let file = openat(store.descriptor, "\(path)/ref", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var name = [UInt8](repeating: 0, count: 4096)
    let count = read(file, &name, name.count)
    guard count >= 0 else { return nil }
    return ContentStatus(
      startedAt: Timestamp(of: status.st_ctim), updatedAt: Timestamp(of: status.st_mtim),
      ref: Array(name[..<count]).shown, offset: Int64(status.st_size))
  }

  /// How far a writing is, by its name.
  static func status(
    _ ref: String, in store: ContentFolder
  ) throws(ContentFailure) -> ContentStatus {
    guard let status = status(folder: try folder(of: ref), in: store) else {
      throw .refused(.notFound("ref \(ref) not found"))
    }
    return status
  }
}
