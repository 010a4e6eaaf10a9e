import CBuildKitProtos

/// A file, folder or something else in a result.
public struct ResultFile: Hashable, Sendable {
  /// What it is.
  public enum Kind: Hashable, Sendable {
    /// A regular file.
    case file
    /// A folder.
    case folder
    /// A symbolic link.
    case symbolicLink
    /// A device, a pipe or a socket.
    case other
  }

  /// Its path as the daemon tells it: the name, in a folder that is listed. Any bytes.
  public var path: [UInt8]
  /// What it is.
  public var kind: Kind
  /// The lowest nine bits of Linux' mode.
  public var permissions: UInt16
  /// The owner's number.
  public var owner: UInt32
  /// The group's number.
  public var group: UInt32
  /// In bytes; 0 or more.
  public var size: Int64
  /// In nanoseconds since 1970.
  public var modificationTime: Int64
  /// Where a symbolic link leads. Any bytes.
  public var linkTarget: [UInt8]

  /// The path to be shown: bytes that are not UTF-8 are replaced.
  public var name: String { String(decoding: path, as: UTF8.self) }
}

extension ResultFile: WireReadable {
  init(_ wire: Fsutil__Types__Stat) {
    path = wire.path.array
    // The top bits of Go's os.FileMode.
    kind =
      switch wire.mode & 0x8f28_0000 {
      case 0: .file
      case 0x8000_0000: .folder
      case 0x0800_0000: .symbolicLink
      default: .other
      }
    permissions = UInt16(wire.mode & 0o777)
    owner = wire.uid
    group = wire.gid
    size = max(wire.size, 0)
    modificationTime = wire.mod_time
    linkTarget = wire.linkname.array
  }
}
