import Glibc

/// The time of change that BuildKit is told of a file on disk.
///
/// BuildKit decides from a file's stat alone whether it has the content already. Two files of equal
/// length and time are common, though: unpacked from archives, copied with their times, built with
/// all times the same. So the digits below a millisecond, which no file system's clock gives a
/// meaning to, stand for the inode and the time when anything of it last changed: another file, or
/// one that was written and given its old time back, differs in them. A file that is left alone
/// keeps them, under whatever path.
enum AnnouncedTime {
  private static let millisecond: Int64 = 1_000_000

  /// In nanoseconds since 1970, within a millisecond of the file's own time.
  static func of(_ status: stat) -> Int64 {
    let time = status.modificationTime
    guard status.st_mode & S_IFMT == S_IFREG else { return time }
    let changed = UInt64(bitPattern: Int64(status.st_ctim.tv_sec)) &* 1_000_000_000
    let bits = mixed(mixed(UInt64(status.st_ino)) ^ changed &+ UInt64(status.st_ctim.tv_nsec))
    let remainder = time % millisecond
    let whole = time &- (remainder < 0 ? remainder + millisecond : remainder)
    return whole &+ Int64(bits % UInt64(millisecond))
  }

  /// The mixing step of the SplitMix64 generator: each bit of the input moves half of the output's.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }
}
