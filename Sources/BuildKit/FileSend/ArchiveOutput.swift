import Bytes
import Glibc
import Synchronization

/// A file that an exported tar goes into, or an open descriptor such as standard output.
///
/// A file is written under a temporary name beside its place and takes its name only when the
/// build has succeeded, so a failed build leaves what was there before. A path that exists and is
/// no regular file (`/dev/stdout`, a named pipe) is written to directly.
final class ArchiveOutput: Sendable {
  private enum Place: Sendable {
    case descriptor
    case direct
    case temporary(path: String, final: String)
  }

  private let descriptor: Int32
  private let place: Place
  private let isSettled = Atomic(false)

  /// The name for messages: the path, or what was said of the descriptor.
  let name: String

  /// Output to a descriptor, which stays open.
  ///
  /// - Parameters:
  ///   - descriptor: writable until the build is over.
  ///   - name: what to call it in messages, for example `standard output`.
  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.place = .descriptor
    self.name = name
  }

  /// Output to a file, which is opened now: an unwritable place is found before anything is built.
  ///
  /// - Throws: ``SystemFailure`` if the file can't be written, with `EISDIR` for a folder.
  init(file path: String) throws(SystemFailure) {
    name = path
    var status = stat()
    let exists = stat(path, &status) == 0
    switch exists ? status.st_mode & S_IFMT : S_IFREG {
    case S_IFDIR:
      throw SystemFailure(operation: "writing \(path)", errno: EISDIR)
    case S_IFREG:
      if exists, access(path, W_OK) != 0 {
        throw SystemFailure(operation: "writing \(path)", errno: Glibc.errno)
      }
      var template = Array((path + ".XXXXXX").utf8CString)
      let opened = mkstemp(&template)
      guard opened >= 0 else {
        throw SystemFailure(operation: "writing \(path)", errno: Glibc.errno)
      }
      _ = fcntl(opened, F_SETFD, FD_CLOEXEC)
      fchmod(opened, exists ? status.st_mode & 0o777 : 0o666 & ~FileCreationMask.current)
      descriptor = opened
      place = .temporary(
        path: String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self),
        final: path)
    default:
      let opened = open(path, O_WRONLY | O_CLOEXEC)
      guard opened >= 0 else {
        throw SystemFailure(operation: "writing \(path)", errno: Glibc.errno)
      }
      descriptor = opened
      place = .direct
    }
  }

  deinit {
    discard()
    if case .descriptor = place { return }
    close(descriptor)
  }

  /// Writes all bytes of the chains, in order. Blocks as long as the output does.
  func write(_ chains: [ByteChain]) throws(SystemFailure) {
    try VectorWriting.write(chains.flatMap(\.slices), to: descriptor, name: name)
  }

  /// The build has succeeded and everything is written: a file takes its name.
  ///
  /// - Throws: ``SystemFailure`` if it can't; the temporary file is removed then.
  func commit() throws(SystemFailure) {
    guard !isSettled.exchange(true, ordering: .relaxed) else { return }
    guard case .temporary(let path, let final) = place else { return }
    if rename(path, final) != 0 {
      let failure = SystemFailure(operation: "writing \(name)", errno: Glibc.errno)
      unlink(path)
      throw failure
    }
  }

  /// The build has failed: nothing stays behind. Without effect after ``commit()``.
  ///
  /// The descriptor stays open as long as a thread may still be writing to it.
  func discard() {
    guard !isSettled.exchange(true, ordering: .relaxed) else { return }
    if case .temporary(let path, _) = place { unlink(path) }
  }
}
