import Bytes
import Glibc
import Synchronization

/// Where an exported tar goes: a file, or an open descriptor such as standard output.
///
/// A file is written under a temporary name beside its place and takes its name only when the
/// build has succeeded, so a failed build leaves what was there before. A path that exists and is
/// no regular file (`/dev/stdout`, a named pipe) is written to directly.
public final class ExportOutput: Sendable {
  private enum Place: Sendable {
    case descriptor
    case direct
    case temporary(path: String, final: String)
  }

  private let descriptor: Int32
  private let place: Place
  private let isSettled = Atomic(false)

  /// The name for messages: the path, or what was said of the descriptor.
  public let name: String

  /// Output to a descriptor, which stays open.
  ///
  /// - Parameters:
  ///   - descriptor: writable until the build is over.
  ///   - name: what to call it in messages, for example `standard output`.
  public init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.place = .descriptor
    self.name = name
  }

  /// Output to a file, which is opened now: an unwritable place is found before anything is built.
  ///
  /// - Throws: ``SystemFailure`` if the file can't be written, with `EISDIR` for a folder.
  public init(file path: String) throws(SystemFailure) {
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
      let mask = umask(0)
      umask(mask)
      fchmod(opened, exists ? status.st_mode & 0o777 : 0o666 & ~mask)
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
    var slices = ArraySlice(chains.flatMap(\.slices))
    while !slices.isEmpty {
      let batch = slices.prefix(512)
      slices = slices.dropFirst(batch.count)
      var vectors = batch.map { slice in
        slice.withUnsafeBytes {
          iovec(iov_base: UnsafeMutableRawPointer(mutating: $0.baseAddress), iov_len: $0.count)
        }
      }
      try withExtendedLifetime(batch) { () throws(SystemFailure) in
        try writeAll(&vectors, to: descriptor)
      }
    }
  }

  private func writeAll(_ vectors: inout [iovec], to descriptor: Int32) throws(SystemFailure) {
    var first = 0
    while first < vectors.count {
      let written = vectors.withUnsafeBufferPointer {
        writev(descriptor, $0.baseAddress.map { $0 + first }, Int32($0.count - first))
      }
      if written < 0 {
        if Glibc.errno == EINTR { continue }
        throw SystemFailure(operation: "writing \(name)", errno: Glibc.errno)
      }
      var rest = written
      while first < vectors.count, rest >= vectors[first].iov_len {
        rest -= vectors[first].iov_len
        first += 1
      }
      if rest > 0 {
        vectors[first].iov_base += rest
        vectors[first].iov_len -= rest
      }
    }
  }

  /// The build has succeeded and everything is written: a file takes its name.
  ///
  /// - Throws: ``SystemFailure`` if it can't; the temporary file is removed then.
  package func commit() throws(SystemFailure) {
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
  package func discard() {
    guard !isSettled.exchange(true, ordering: .relaxed) else { return }
    if case .temporary(let path, _) = place { unlink(path) }
  }
}
