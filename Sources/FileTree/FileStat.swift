import Glibc

/// What BuildKit is told about a file: the fields of fsutil's `Stat` message without the path.
///
/// Owner and group are left out: they are always sent as 0, else caches would differ per user.
package struct FileStat: Hashable, Sendable {
  /// Type and permissions in the bits of Go's `os.FileMode`, see ``FileMode``.
  package var mode: UInt32
  /// Length in bytes; a symbolic link's is its target's, a folder's is 0.
  package var size: Int64
  /// Time of the last change of the content, in nanoseconds since 1970.
  package var modificationTime: Int64
  /// The time that the daemon is told; for a regular file on disk see ``AnnouncedTime``, else
  /// ``modificationTime``.
  package var announcedTime: Int64
  /// A symbolic link's target, or for a later hard link the path of the first one in the tree.
  package var linkName: [UInt8] = []
  /// The major number of a device file.
  package var deviceMajor: Int64 = 0
  /// The minor number of a device file.
  package var deviceMinor: Int64 = 0
  /// The extended attributes in the byte order of their names.
  package var extendedAttributes: [ExtendedAttribute] = []

  init(mode: UInt32, size: Int64, modificationTime: Int64) {
    self.mode = mode
    self.size = size
    self.modificationTime = modificationTime
    announcedTime = modificationTime
  }

  /// What the system says about a file. Links' targets and extended attributes are not in it.
  init(_ status: stat) {
    mode = FileMode.bits(status.st_mode)
    let type = status.st_mode & S_IFMT
    size = type == S_IFDIR ? 0 : Int64(status.st_size)
    modificationTime = status.modificationTime
    announcedTime = AnnouncedTime.of(status)
    if type == S_IFCHR || type == S_IFBLK {
      deviceMajor = Int64((status.st_rdev >> 8) & 0xfff)
      deviceMinor = Int64((status.st_rdev & 0xff) | ((status.st_rdev >> 12) & 0xfff00))
    }
  }

  /// Whether the daemon may ask for the content: no bit of a type is set.
  package var isRegular: Bool { mode & FileMode.typeMask == 0 }

  /// Whether it is a folder.
  package var isFolder: Bool { mode & FileMode.folder != 0 }
}

/// A named value that a file system keeps beside a file.
package struct ExtendedAttribute: Hashable, Sendable {
  /// The name with its name space, such as `user.comment`.
  package let name: [UInt8]
  /// The value.
  package let value: [UInt8]
}

extension stat {
  /// In nanoseconds since 1970; wraps around for years that no 64 bits can hold, as Go's does.
  var modificationTime: Int64 {
    Int64(st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(st_mtim.tv_nsec)
  }
}
