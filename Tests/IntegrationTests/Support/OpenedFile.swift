import Glibc

/// A file that is open, and closed when nobody holds it any more.
final class OpenedFile: Sendable {
  let descriptor: Int32

  init(path: String, flags: Int32 = O_RDWR | O_CREAT) throws {
    descriptor = open(path, flags | O_CLOEXEC | O_NOCTTY, 0o644)
    guard descriptor >= 0 else { throw Failure("can't open \(path): error \(errno)") }
  }

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// A new file without a name, to catch what a program writes.
  static func unnamed() throws -> OpenedFile {
    var template = Array("/tmp/bentokit-tests.XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Failure("can't make a file in /tmp: error \(errno)") }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
    return OpenedFile(descriptor: descriptor)
  }

  /// All that is in the file now.
  func contents() -> [UInt8] {
    var status = stat()
    fstat(descriptor, &status)
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    return Array(bytes.prefix(max(count, 0)))
  }
}
