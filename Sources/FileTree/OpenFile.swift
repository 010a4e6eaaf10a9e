import Glibc

/// A regular file of a tree, open for reading, known to be the one that the walk saw.
package final class OpenFile: Sendable {
  private enum Content {
    case memory([UInt8])
    case packed(Pack, offset: Int64)
    case disk(Int32, shownPath: [UInt8])
  }

  private let content: Content
  private let modificationTime: Int64
  /// The length in bytes.
  package let size: Int64

  init(_ bytes: [UInt8], _ source: FileSource) {
    content = .memory(bytes)
    size = Int64(bytes.count)
    modificationTime = source.modificationTime
  }

  /// A file in a pack, which is not looked at before it is read.
  init(_ pack: Pack, offset: Int64, _ source: FileSource) {
    content = .packed(pack, offset: offset)
    size = source.size
    modificationTime = source.modificationTime
  }

  /// Opens a file on disk and compares it with what the walk saw. A directory on the way that was
  /// replaced by a link in the meantime leads to another file, which is then not read.
  convenience init(
    _ path: [UInt8], in folder: Folder, identity: FileIdentity, _ source: FileSource
  ) throws(FileTreeError) {
    let descriptor = openat(
      folder.descriptor, path.map(CChar.init(bitPattern:)) + [0], Self.flags)
    let failure = errno
    try self.init(
      descriptor, failure, folder.shownPath(path), identity, size: source.size,
      modificationTime: source.modificationTime)
  }

  /// Opens a file on disk that a walk is at.
  convenience init(_ file: TreeEntry.DiskContent, _ stat: FileStat) throws(FileTreeError) {
    let descriptor = openat(file.directory.descriptor, file.namePointer, Self.flags)
    let failure = errno
    try self.init(
      descriptor, failure, file.directory.shownPath(file.namePointer), file.identity,
      size: stat.size, modificationTime: stat.modificationTime)
  }

  // O_NONBLOCK: opening a pipe that took the file's place must not wait for a writer.
  private static let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY

  /// Takes what opening the file gave: a descriptor, or the system's error number.
  private init(
    _ descriptor: Int32, _ failure: Int32, _ shownPath: [UInt8], _ identity: FileIdentity,
    size: Int64, modificationTime: Int64
  ) throws(FileTreeError) {
    guard descriptor >= 0 else { throw FileTreeError(system: failure, shownPath) }
    content = .disk(descriptor, shownPath: shownPath)
    self.size = size
    self.modificationTime = modificationTime
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileTreeError(system: errno, shownPath) }
    guard status.st_mode & S_IFMT == S_IFREG, FileIdentity(status) == identity,
      isUnchanged(status)
    else { throw FileTreeError(.changed, shownPath) }
  }

  deinit {
    if case .disk(let descriptor, _) = content { close(descriptor) }
  }

  private func isUnchanged(_ status: stat) -> Bool {
    Int64(status.st_size) == size && status.modificationTime == modificationTime
  }

  /// Reads a piece of the file, blocking.
  ///
  /// The read that reaches the end also looks whether the file was written in the meantime.
  ///
  /// - Parameters:
  ///   - buffer: where the bytes go.
  ///   - offset: where the piece begins, in bytes.
  /// - Returns: how many bytes were read: as many as the buffer holds except at the end, and 0
  ///   only there.
  /// - Throws: ``FileTreeError`` when the file changed, or cannot be read.
  package func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int64
  ) throws(FileTreeError) -> Int {
    let wanted = Int(min(Int64(buffer.count), size - offset))
    guard wanted > 0 else {
      if offset >= size { try verify() }
      return 0
    }
    switch content {
    case .memory(let bytes):
      buffer.copyBytes(from: bytes[Int(offset)..<Int(offset) + wanted])
    case .packed(let pack, let start):
      try Self.read(
        wanted, from: pack.descriptor, into: buffer, at: start + offset, shownPath: pack.path)
    case .disk(let descriptor, let shownPath):
      try Self.read(wanted, from: descriptor, into: buffer, at: offset, shownPath: shownPath)
    }
    if offset + Int64(wanted) == size { try verify() }
    return wanted
  }

  private static func read(
    _ wanted: Int, from descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer,
    at offset: Int64, shownPath: [UInt8]
  ) throws(FileTreeError) {
    var count = 0
    while count < wanted {
      let result = pread(
        descriptor, buffer.baseAddress.map { $0 + count }, wanted - count, Int(offset) + count)
      if result < 0, errno == EINTR { continue }
      guard result >= 0 else { throw FileTreeError(.unreadable, shownPath, errorNumber: errno) }
      guard result > 0 else { throw FileTreeError(.changed, shownPath) }
      count += result
    }
  }

  /// The descriptor and the path to be shown of a file on disk; nil for one in memory.
  var disk: (descriptor: Int32, shownPath: [UInt8])? {
    if case .disk(let descriptor, let shownPath) = content { (descriptor, shownPath) } else { nil }
  }

  /// Looks whether the file still has the size and time of change that the walk saw.
  func verify() throws(FileTreeError) {
    if case .packed(let pack, _) = content { try pack.verify() }
    guard case .disk(let descriptor, let shownPath) = content else { return }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileTreeError(system: errno, shownPath) }
    guard isUnchanged(status) else { throw FileTreeError(.changed, shownPath) }
  }
}

extension FileTree {
  /// Opens a file that a walk of this tree came by.
  ///
  /// - Throws: ``FileTreeError`` when it vanished, is not the same file any more or may not be
  ///   read.
  package func open(_ source: FileSource) throws(FileTreeError) -> OpenFile {
    switch source.location {
    case .empty: OpenFile([], source)
    case .memory(let index): OpenFile(contents[index], source)
    case .packed(let piece): OpenFile(packs[piece.pack], offset: piece.offset, source)
    case .disk(let folder, let path, let identity):
      try OpenFile(path, in: folders[folder], identity: identity, source)
    }
  }
}
