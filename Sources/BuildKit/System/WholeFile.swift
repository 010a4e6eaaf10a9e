import Glibc

/// Short files, read and written at once. Blocks for the disk.
package enum WholeFile {
  /// The bytes of a file; nil if there is none.
  ///
  /// - Parameter limit: as long as it may be, in bytes.
  /// - Throws: ``SystemFailure``; for a file that is too long, with `EFBIG`.
  static func contents(of path: String, atMost limit: Int) throws(SystemFailure) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw SystemFailure(operation: "reading \(path)", errno: errno)
    }
    defer { close(descriptor) }
    var contents: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw SystemFailure(operation: "reading \(path)", errno: errno) }
      if count == 0 { return contents }
      contents += buffer[..<count]
      guard contents.count <= limit else {
        throw SystemFailure(operation: "reading \(path)", errno: EFBIG)
      }
    }
  }
}
