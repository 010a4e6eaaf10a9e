import CLinux
import FileTree
import Glibc

/// What an exported entry has beside its content: permissions, time, attributes. Its owner is
/// whoever runs the export, as with BuildKit's own client.
struct FileMetadata {
  /// The lowest twelve bits of Linux' mode.
  let mode: mode_t
  /// In nanoseconds since 1970.
  let modTime: Int64
  /// Those of the name space `user`. Others, such as capabilities, would give the file powers here.
  let xattrs: [PacketXattr]
}

extension FileMetadata {
  init(_ stat: PacketStat) {
    var mode = mode_t(stat.mode & 0o777)
    let isFolder = stat.mode & FileMode.folder != 0
    // "As its owner" means something else when the owner changes.
    if stat.mode & FileMode.setUserID != 0, stat.uid == geteuid() { mode |= S_ISUID }
    if stat.mode & FileMode.setGroupID != 0, isFolder || stat.gid == getegid() { mode |= S_ISGID }
    if stat.mode & FileMode.sticky != 0 { mode |= S_ISVTX }
    self.mode = mode
    modTime = stat.modTime
    xattrs = stat.xattrs.filter { $0.name.starts(with: Array("user.".utf8)) }
  }

  /// Gives all of it to an open file or folder.
  ///
  /// - Parameter hasMode: whether it has its permissions already.
  func apply(to descriptor: Int32, path: [UInt8], hasMode: Bool = false) throws(SystemFailure) {
    for xattr in xattrs {
      // Not every file system has them, nor room for them; BuildKit's own client goes on as well.
      _ = xattr.value.withUnsafeBytes {
        fsetxattr(descriptor, xattr.name.cString, $0.baseAddress, $0.count, 0)
      }
    }
    if !hasMode, fchmod(descriptor, mode) != 0 {
      throw SystemFailure(operation: "setting the permissions of \(path.shown)", errno: errno)
    }
    let times = times
    guard futimens(descriptor, [times, times]) == 0 else { throw Self.timeFailure(path) }
  }

  /// Gives the time to something that can't be opened; a link is not followed.
  func applyTime(to name: [CChar], in parent: Int32, path: [UInt8]) throws(SystemFailure) {
    let times = times
    guard utimensat(parent, name, [times, times], AT_SYMLINK_NOFOLLOW) == 0 else {
      throw Self.timeFailure(path)
    }
  }

  private var times: timespec {
    let (seconds, nanoseconds) = modTime.quotientAndRemainder(dividingBy: 1_000_000_000)
    return nanoseconds < 0
      ? timespec(tv_sec: Int(seconds) - 1, tv_nsec: Int(nanoseconds) + 1_000_000_000)
      : timespec(tv_sec: Int(seconds), tv_nsec: Int(nanoseconds))
  }

  private static func timeFailure(_ path: [UInt8]) -> SystemFailure {
    SystemFailure(operation: "setting the time of \(path.shown)", errno: errno)
  }
}
