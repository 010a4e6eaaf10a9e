import CLinux
import Glibc

/// Copies the bytes of files, inside the kernel where it can.
struct FileCopy {
  /// How bytes get from one file to another. Each is tried until the kernel refuses it.
  private enum Means { case copyRange, sendFile, readAndWrite }

  /// So much is copied between two looks at whether it is to go on, in bytes.
  private static let piece = 64 << 20
  private static let bufferSize = 1 << 20

  private var means = Means.copyRange

  /// Copies a file into an empty one.
  ///
  /// - Parameters:
  ///   - file: what to copy, at its beginning.
  ///   - descriptor: where to.
  ///   - path: the copy's path, to be shown.
  ///   - proceed: called now and then; throws to stop.
  mutating func copy(
    _ file: OpenFile, to descriptor: Int32, shown path: @autoclosure () -> [UInt8],
    proceed: () throws -> Void
  ) throws {
    guard let source = file.disk else {
      return try readAndWrite(file, to: descriptor, shown: path(), proceed: proceed)
    }
    var copied: Int64 = 0
    while copied < file.size {
      try proceed()
      let wanted = Int(min(Int64(Self.piece), file.size - copied))
      let count = try move(wanted, from: source.descriptor, to: descriptor)
      if count < 0 {
        let failure = errno
        if failure == EINTR || nextMeans(after: failure) { continue }
        throw FileTreeError(.unwritable, path(), errorNumber: failure)
      }
      if count == 0 {
        // Some file systems' own copying knows of no bytes where reading finds them.
        if copied == 0, nextMeans(after: ENOSYS) { continue }
        throw FileTreeError(.changed, source.shownPath)
      }
      copied += Int64(count)
    }
    try file.verify()
  }

  /// Copies a file that is a part of another one.
  private func readAndWrite(
    _ file: OpenFile, to descriptor: Int32, shown path: [UInt8], proceed: () throws -> Void
  ) throws {
    try withUnsafeTemporaryAllocation(byteCount: Self.bufferSize, alignment: 16) { buffer in
      var copied: Int64 = 0
      while case let count = try file.read(into: buffer, at: copied), count > 0 {
        try proceed()
        guard writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: descriptor) == count
        else { throw FileTreeError(.unwritable, path, errorNumber: errno) }
        copied += Int64(count)
      }
    }
  }

  private func move(
    _ count: Int, from source: Int32, to target: Int32
  ) throws -> Int {
    switch means {
    case .copyRange: return bentokit_copy_file_range(source, target, count)
    case .sendFile: return sendfile(target, source, nil, count)
    case .readAndWrite:
      return withUnsafeTemporaryAllocation(byteCount: min(count, Self.bufferSize), alignment: 16) {
        let filled = read(source, $0.baseAddress, $0.count)
        guard filled > 0 else { return filled }
        return $0.baseAddress.map {
          writeAll(UnsafeRawBufferPointer(start: $0, count: filled), to: target)
        } ?? 0
      }
    }
  }

  /// Falls back on the next means when the kernel does not know how to use this one here; false for
  /// any other failure, such as a full disk.
  private mutating func nextMeans(after failure: Int32) -> Bool {
    let isRefusal = [EXDEV, EINVAL, ENOSYS, EOPNOTSUPP, EPERM].contains(failure)
    switch means {
    case .copyRange where isRefusal: means = .sendFile
    case .sendFile where isRefusal: means = .readAndWrite
    default: return false
    }
    return true
  }
}

/// Writes all bytes; how many there were, or -1 with errno set.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
  var written = 0
  while written < bytes.count {
    let count = write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { return -1 }
    written += count
  }
  return written
}
