import CLinux
import Glibc

/// A folder that is being staged, held open. What is made in it is made through its descriptor.
final class StagedDirectory {
  let descriptor: Int32
  /// Its path in the tree, with a slash at the end; empty for the staged folder itself.
  let path: [UInt8]
  /// What it will be once everything is in it: until then only we may enter it.
  private let stat: FileStat

  /// Takes an open folder as the root of what is staged.
  init(root descriptor: Int32) {
    self.descriptor = descriptor
    self.path = []
    self.stat = .generatedFolder(0o755)
  }

  /// Makes a folder in another one.
  init(
    _ name: [CChar], in parent: StagedDirectory, path: UnsafeRawBufferPointer, _ stat: FileStat
  ) throws(FileTreeError) {
    self.path = [UInt8](path) + [.slash]
    self.stat = stat
    let made = mkdirat(parent.descriptor, name, 0o700)
    descriptor =
      made == 0
      ? openat(parent.descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) : -1
    guard descriptor >= 0 else {
      throw FileTreeError(.unwritable, [UInt8](path), errorNumber: errno)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Gives it its attributes, permissions and time, which making something in it would have changed.
  func finish(_ report: inout StagingReport) throws(FileTreeError) {
    try descriptor.take(stat, shown: path.dropLast(), &report)
  }
}

extension Int32 {
  /// Gives the open file or folder with this descriptor the attributes, permissions and times of a
  /// file in a tree.
  func take(
    _ stat: FileStat, shown path: some Sequence<UInt8>, _ report: inout StagingReport
  ) throws(FileTreeError) {
    for attribute in stat.extendedAttributes {
      let name = attribute.name.map(CChar.init(bitPattern:)) + [0]
      if fsetxattr(self, name, attribute.value, attribute.value.count, 0) != 0 {
        report.lostAttributes += 1
      }
    }
    var times = stat.times
    guard fchmod(self, stat.linuxPermissions) == 0, futimens(self, &times) == 0 else {
      throw FileTreeError(.unwritable, [UInt8](path), errorNumber: errno)
    }
  }
}

extension FileStat {
  /// The permissions in Linux' bits.
  var linuxPermissions: mode_t {
    var bits = mode_t(mode & 0o777)
    if mode & FileMode.setUserID != 0 { bits |= S_ISUID }
    if mode & FileMode.setGroupID != 0 { bits |= S_ISGID }
    if mode & FileMode.sticky != 0 { bits |= S_ISVTX }
    return bits
  }

  /// The time of the last change, for that of the last access too.
  var times: [timespec] {
    let second: Int64 = 1_000_000_000
    let remainder = modificationTime % second
    let nanoseconds = remainder < 0 ? remainder + second : remainder
    let time = timespec(
      tv_sec: Int((modificationTime - nanoseconds) / second), tv_nsec: Int(nanoseconds))
    return [time, time]
  }
}
