import CLinux
import Glibc

/// An open file, read by offset.
///
/// Owns the descriptor, which never changes; `pread` shares no state between callers.
package final class ArchiveFile: Sendable {
  /// The descriptor; valid as long as this lives.
  package let descriptor: Int32

  /// Opens a file for reading.
  init(opening path: String) throws(ArchiveError) {
    // O_NONBLOCK: a pipe of that name must not wait for a writer.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw Self.failure("can't be opened") }
  }

  /// Makes a file that has no name, so that it is gone when it is closed, however that happens.
  init(unnamedIn folder: String) throws(ArchiveError) {
    var made = bentokit_unnamed_file(folder)
    if made < 0 {
      // Not every file system knows files without a name.
      var template = Array("\(folder)/bentokit-XXXXXX".utf8CString)
      made = mkstemp(&template)
      if made >= 0 {
        unlink(template)
        _ = fcntl(made, F_SETFD, FD_CLOEXEC)
      }
    }
    guard made >= 0 else { throw Self.failure("can't be unpacked in \(folder)") }
    descriptor = made
  }

  deinit { close(descriptor) }

  /// The length in bytes, or an error for anything but a regular file.
  func size() throws(ArchiveError) -> Int64 {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.failure("can't be looked at") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw ArchiveError(.unsupported, "is no regular file")
    }
    return Int64(status.st_size)
  }

  /// Reads a piece: as many bytes as the buffer holds, fewer only at the end of the file.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int64
  ) throws(ArchiveError) -> Int {
    var count = 0
    while count < buffer.count {
      let result = pread(
        descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count,
        Int(offset) + count)
      if result < 0, errno == EINTR { continue }
      guard result >= 0 else { throw Self.failure("can't be read") }
      if result == 0 { break }
      count += result
    }
    return count
  }

  /// Reads exactly this many bytes.
  func bytes(at offset: Int64, count: Int) throws(ArchiveError) -> [UInt8] {
    var failure: ArchiveError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(ArchiveError) {
        initialized = try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    guard bytes.count == count else { throw ArchiveError(.truncated, "ends too early") }
    return bytes
  }

  /// Writes all of these bytes behind what was written before.
  func append(_ bytes: UnsafeRawBufferPointer) throws(ArchiveError) {
    var count = 0
    while count < bytes.count {
      let result = write(descriptor, bytes.baseAddress.map { $0 + count }, bytes.count - count)
      if result < 0, errno == EINTR { continue }
      guard result > 0 else { throw Self.failure("can't be unpacked") }
      count += result
    }
  }

  /// How many bytes the file system of this file has room for.
  func room() -> Int64 {
    var system = statvfs()
    guard fstatvfs(descriptor, &system) == 0 else { return .max }
    return Int64(clamping: system.f_bavail).multipliedReportingOverflow(
      by: Int64(clamping: system.f_frsize)
    ).partialValue
  }

  private static func failure(_ what: String) -> ArchiveError {
    ArchiveError(.unreadable, "\(what): \(String(cString: strerror(errno)))")
  }
}
