import Glibc

/// Files that the user names, and that are read whole.
package enum SmallFile {
  /// The most bytes that are read.
  package static let limit = 16 << 20

  /// All bytes of a file.
  ///
  /// - Throws: ``ContainerError`` of kind `invalidOption`.
  package static func contents(of path: String) throws(ContainerError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    defer { close(descriptor) }
    return try contents(of: descriptor, name: path)
  }

  /// All bytes that are left in an open file or pipe.
  ///
  /// - Throws: ``ContainerError`` of kind `invalidOption`.
  package static func contents(
    of descriptor: Int32, name: String
  ) throws(ContainerError) -> [UInt8] {
    var contents: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw unreadable(name) }
      if count == 0 { return contents }
      contents += buffer[..<count]
      guard contents.count <= limit else {
        throw ContainerError(.invalidOption, "\(name): longer than \(limit) bytes")
      }
    }
  }

  private static func unreadable(_ name: String) -> ContainerError {
    ContainerError(.invalidOption, "reading \(name): \(String(cString: strerror(errno)))")
  }
}
