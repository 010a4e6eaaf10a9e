import Glibc

/// Something that a walk comes by. Its memory belongs to the walk, and is valid only until the
/// visit is over.
package struct TreeEntry {
  /// The path in the tree, without a slash at either end.
  package let path: UnsafeRawBufferPointer
  /// What BuildKit is told about it.
  package let stat: FileStat
  /// Where its content is. Later hard links have it too.
  let content: Content

  /// Where a content is.
  enum Content {
    /// Not a regular file.
    case none
    /// There are no bytes, as in a socket.
    case empty
    /// In the tree, by its index.
    case memory(Int)
    /// In a pack of the tree.
    case packed(PackedPiece)
    case disk(DiskContent)
  }

  /// A file on disk.
  struct DiskContent {
    let directory: OpenDirectory
    /// The name, with a NUL behind it.
    let namePointer: UnsafePointer<CChar>
    let nameLength: Int
    let identity: FileIdentity

    init(
      directory: OpenDirectory, name: UnsafePointer<CChar>, identity: FileIdentity
    ) {
      self.directory = directory
      self.namePointer = name
      self.nameLength = strlen(name)
      self.identity = identity
    }

    var name: UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(start: namePointer, count: nameLength)
    }
  }

  /// Where the content of a regular file is; nil for anything else.
  ///
  /// It costs an allocation: to keep many, put the entries into a ``FileSourceTable``.
  package var source: FileSource? {
    let location: FileSource.Location
    switch content {
    case .none: return nil
    case .empty: location = .empty
    case .memory(let index): location = .memory(index)
    case .packed(let piece): location = .packed(piece)
    case .disk(let file):
      location = .disk(
        folder: file.directory.folderIndex, path: file.directory.path + file.name,
        identity: file.identity)
    }
    return FileSource(
      location: location, size: stat.size, modificationTime: stat.modificationTime)
  }
}

/// Where the content of a regular file is, and how to know the file again. It belongs to the tree
/// that was walked.
package struct FileSource: Hashable, Sendable {
  enum Location: Hashable, Sendable {
    case empty
    case memory(Int)
    case packed(PackedPiece)
    /// The folder by its index in the tree, the path in there.
    case disk(folder: Int, path: [UInt8], identity: FileIdentity)
  }

  let location: Location
  /// The length in bytes that the walk saw.
  package let size: Int64
  /// The time of change that the walk saw, in nanoseconds since 1970.
  package let modificationTime: Int64
}
