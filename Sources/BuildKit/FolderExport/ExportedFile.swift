import Bytes
import Glibc

/// A regular file of an export while its content comes in.
///
/// A file that is new is written under its own name, and one that takes another's place beside it
/// first. What has come in is kept until ``flush()``, to be written at once. Confined to one thread.
final class ExportedFile {
  let path: [UInt8]
  private let metadata: FileMetadata
  private let descriptor: Int32
  private let hasMode: Bool
  /// Another name until the file is whole, in the same folder.
  private let temporaryName: [UInt8]?
  private var missing: Int64
  private var waiting: [ByteSlice] = []
  private var isSettled = false

  /// Makes the file, empty.
  ///
  /// - Parameters:
  ///   - parent: the folder it lies in.
  ///   - mask: the permissions that new files don't get.
  init(
    _ path: [UInt8], size: Int64, _ metadata: FileMetadata, in parent: Int32, mask: mode_t
  ) throws(SystemFailure) {
    self.path = path
    self.metadata = metadata
    missing = size
    let permissions = metadata.mode & 0o777
    hasMode = permissions == metadata.mode && permissions & mask == 0
    var (opened, temporary) = (Self.make(path.lastName, permissions, in: parent), [UInt8]?.none)
    while opened < 0, errno == EEXIST {
      let name = Array(".bentokit.\(Identifier.random())".utf8)
      temporary = name
      opened = Self.make(name, permissions, in: parent)
    }
    guard opened >= 0 else {
      throw SystemFailure(operation: "writing \(path.shown)", errno: errno)
    }
    descriptor = opened
    temporaryName = temporary
  }

  deinit { close(descriptor) }

  private static func make(_ name: [UInt8], _ mode: mode_t, in parent: Int32) -> Int32 {
    openat(
      parent, name.cString, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
  }

  /// Takes the next piece of the content.
  func append(_ data: ByteSlice) throws(ExportError) {
    guard Int64(data.count) <= missing else {
      throw ExportError(.longerThanAnnounced, path, "its content is longer than was announced")
    }
    missing -= Int64(data.count)
    waiting.append(data)
  }

  /// Writes what has come in.
  func flush() throws(SystemFailure) {
    guard !waiting.isEmpty else { return }
    try VectorWriting.write(waiting, to: descriptor, name: path.shown)
    waiting.removeAll(keepingCapacity: true)
  }

  /// The content is whole: the file gets its metadata and its name.
  func finish(in parent: Int32) throws {
    guard missing == 0 else {
      throw ExportError(
        .shorterThanAnnounced, path, "\(missing) bytes less came than were announced")
    }
    try flush()
    try metadata.apply(to: descriptor, path: path, hasMode: hasMode)
    if let temporaryName {
      try PlaceTaking.rename(temporaryName, to: path.lastName, in: parent)
    }
    isSettled = true
  }

  /// Removes the file unless it is whole.
  func abandon(in parent: Int32) {
    guard !isSettled else { return }
    isSettled = true
    unlinkat(parent, (temporaryName ?? path.lastName).cString, 0)
  }
}
