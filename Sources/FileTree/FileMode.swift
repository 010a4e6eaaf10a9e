import Glibc

/// The bits of Go's `os.FileMode`, in which BuildKit speaks of file types and permissions
/// (Go's documentation of package io/fs, "Mode bits").
package enum FileMode {
  /// A folder.
  package static let folder: UInt32 = 1 << 31
  /// A symbolic link.
  package static let symbolicLink: UInt32 = 1 << 27
  /// A block device, or with ``characterDevice`` a character device.
  package static let device: UInt32 = 1 << 26
  /// A named pipe.
  package static let namedPipe: UInt32 = 1 << 25
  /// Set user id.
  package static let setUserID: UInt32 = 1 << 23
  /// Set group id.
  package static let setGroupID: UInt32 = 1 << 22
  /// A character device; always together with ``device``.
  package static let characterDevice: UInt32 = 1 << 21
  /// Sticky.
  package static let sticky: UInt32 = 1 << 20
  /// All bits of a type. Go's also has one for sockets (1 << 24), which is never sent, and one for
  /// irregular files (1 << 19), which Linux has not.
  package static let typeMask = folder | symbolicLink | device | namedPipe | characterDevice

  /// All bits that say what may be done with a file, whatever its type.
  package static let permissionMask = 0o777 | setUserID | setGroupID | sticky

  /// Linux' mode in Go's bits. A socket comes out without a type, as an empty regular file.
  static func bits(_ mode: mode_t) -> UInt32 {
    var bits = mode & 0o777
    switch mode & S_IFMT {
    case S_IFDIR: bits |= folder
    case S_IFLNK: bits |= symbolicLink
    case S_IFBLK: bits |= device
    case S_IFCHR: bits |= device | characterDevice
    case S_IFIFO: bits |= namedPipe
    default: break
    }
    if mode & S_ISUID != 0 { bits |= setUserID }
    if mode & S_ISGID != 0 { bits |= setGroupID }
    if mode & S_ISVTX != 0 { bits |= sticky }
    return bits
  }

  /// The permissions of a generated file: Linux' lowest twelve bits in Go's bits.
  static func permissions(_ mode: UInt16) -> UInt32 {
    bits(mode_t(mode) & 0o7777)
  }
}
