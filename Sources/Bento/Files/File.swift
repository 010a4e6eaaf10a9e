import Glibc

/// The few things done with files here. Paths are as the user gave them.
package enum File {
  /// Why a file can't be had.
  package enum Failure: Error {
    case missing
    case tooLarge(limit: Int)
    /// With the system's error number.
    case system(Int32)

    /// The reason in words.
    package var reason: String {
      switch self {
      case .missing: "there is no such file"
      case .tooLarge(let limit): "it is larger than \(limit) bytes"
      case .system(let number): String(cString: strerror(number))
      }
    }
  }

  /// The bytes of a file.
  ///
  /// - Parameter limit: the most bytes that are accepted.
  package static func read(_ path: String, limit: Int) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure() }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw Failure.system(EISDIR) }
    guard status.st_size <= limit else { throw Failure.tooLarge(limit: limit) }
    var bytes: [UInt8] = []
    // One more than its size, so that the end of the file is seen in the first read.
    var wanted = Int(status.st_size) + 1
    while true {
      let count = try append(wanted, from: descriptor, to: &bytes)
      if count == 0 { return bytes }
      guard bytes.count <= limit else { throw Failure.tooLarge(limit: limit) }
      wanted = min(max(wanted, 4096), limit + 1 - bytes.count)
    }
  }

  /// Whether there is a folder at the path, or a link to one.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is a regular file at the path, or a link to one.
  package static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether this process may run the file at the path.
  package static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

  /// Whether there is anything at the path.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The names in a folder, sorted, without `.` and `..`, and without names that are no UTF-8;
  /// empty if the folder can't be read.
  package static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee))
        { String(validatingCString: $0) }
      }
      if let name, name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func append(
    _ wanted: Int, from descriptor: Int32, to bytes: inout [UInt8]
  ) throws(Failure) -> Int {
    var count = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
      repeat {
        count = Glibc.read(descriptor, buffer.baseAddress, wanted)
      } while count < 0 && errno == EINTR
      initialized = max(count, 0)
    }
    guard count >= 0 else { throw failure() }
    if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
    return count
  }

  private static func failure() -> Failure {
    errno == ENOENT || errno == ENOTDIR ? .missing : .system(errno)
  }
}
