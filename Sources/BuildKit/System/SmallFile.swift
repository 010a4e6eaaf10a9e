import Bytes
import Glibc

/// Files that are read or written as a whole. All methods block.
package enum SmallFile {
  /// All bytes of a file.
  ///
  /// - Parameter limit: as long as the file may be, in bytes.
  package static func read(_ path: String, limit: Int) throws(SystemFailure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    func failure(_ error: Int32) -> SystemFailure {
      SystemFailure(operation: "reading \(path)", errno: error)
    }
    guard file >= 0 else { throw failure(errno) }
    defer { close(file) }
    var contents: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(errno) }
      if count == 0 { return contents }
      contents += buffer[..<count]
      guard contents.count <= limit else { throw failure(EFBIG) }
    }
  }

  /// Writes a file beside its place and gives it its name when it is whole: whoever reads it sees the
  /// old content or the new one. A path that exists and is no regular file is written to
  /// directly.
  package static func replace(_ path: String, with contents: [UInt8]) throws(SystemFailure) {
    let output = try ArchiveOutput(file: path)
    try output.write([ByteChain(contents)])
    try output.commit()
  }
}
