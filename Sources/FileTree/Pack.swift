import Glibc

/// A file on disk that holds the bytes of many files of a tree. It is held open.
final class Pack: Sendable {
  /// What errors call it.
  let path: [UInt8]
  let descriptor: Int32
  private let size: Int64
  private let modificationTime: Int64

  init(_ descriptor: Int32, path: [UInt8]) throws(FileTreeError) {
    self.path = path
    self.descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    var status = stat()
    guard self.descriptor >= 0, fstat(self.descriptor, &status) == 0 else {
      throw FileTreeError(.unreadable, path, errorNumber: errno)
    }
    size = Int64(status.st_size)
    modificationTime = status.modificationTime
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Looks whether the file still has the size and time of change that it had in the beginning.
  func verify() throws(FileTreeError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileTreeError(system: errno, path) }
    guard Int64(status.st_size) == size, status.modificationTime == modificationTime else {
      throw FileTreeError(.changed, path)
    }
  }
}

/// Where the bytes of a file are in a pack of its tree.
struct PackedPiece: Hashable, Sendable {
  /// The pack's index in the tree.
  let pack: Int
  /// In bytes.
  let offset: Int64
}
