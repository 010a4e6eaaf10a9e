import Glibc

/// The files with several hard links that were sent: device and inode to the first path.
struct HardLinks {
  private var first: [FileIdentity: [UInt8]] = [:]

  /// The path under which a file was sent first, nil when it is this one.
  mutating func firstPath(of status: stat, _ path: UnsafeRawBufferPointer) -> [UInt8]? {
    let identity = FileIdentity(status)
    if let earlier = first[identity] { return earlier }
    first[identity] = [UInt8](path)
    return nil
  }
}
