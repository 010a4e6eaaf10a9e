/// A directory entry as it came in, fsutil's `Stat`.
package struct PacketStat: Hashable, Sendable {
  /// Relative, with `/` between components; any bytes but NUL, not checked further.
  package var path: [UInt8] = []
  /// Go's `os.FileMode`.
  package var mode: UInt32 = 0
  package var uid: UInt32 = 0
  package var gid: UInt32 = 0
  /// In bytes.
  package var size: Int64 = 0
  /// In nanoseconds since 1970.
  package var modTime: Int64 = 0
  /// Target of a symbolic link, or the first path of a hard link. Without NUL.
  package var linkname: [UInt8] = []
  package var devmajor: Int64 = 0
  package var devminor: Int64 = 0
  package var xattrs: [PacketXattr] = []

  /// Reads a message that is part of a packet.
  init(decoding bytes: UnsafeRawBufferPointer, in range: Range<Int>) throws(MalformedMessage) {
    var reader = WireReader(bytes, range, message: "Stat")
    while let field = try reader.field() {
      switch field.number {
      case 1: path = Array(bytes[try reader.range(field.type)])
      case 2: mode = UInt32(truncatingIfNeeded: try reader.varint(field.type))
      case 3: uid = UInt32(truncatingIfNeeded: try reader.varint(field.type))
      case 4: gid = UInt32(truncatingIfNeeded: try reader.varint(field.type))
      case 5: size = Int64(bitPattern: try reader.varint(field.type))
      case 6: modTime = Int64(bitPattern: try reader.varint(field.type))
      case 7: linkname = Array(bytes[try reader.range(field.type)])
      case 8: devmajor = Int64(bitPattern: try reader.varint(field.type))
      case 9: devminor = Int64(bitPattern: try reader.varint(field.type))
      case 10: xattrs.append(try PacketXattr(decoding: bytes, in: reader.range(field.type)))
      default: try reader.skip(field.type)
      }
    }
    guard !path.contains(0), !linkname.contains(0), size >= 0 else { throw reader.malformed }
  }
}

/// An extended attribute.
package struct PacketXattr: Hashable, Sendable {
  package var name: [UInt8]
  package var value: [UInt8]

  package init(name: [UInt8], value: [UInt8]) {
    self.name = name
    self.value = value
  }

  /// Reads an entry of the map of attributes.
  init(decoding bytes: UnsafeRawBufferPointer, in range: Range<Int>) throws(MalformedMessage) {
    name = []
    value = []
    var reader = WireReader(bytes, range, message: "Stat")
    while let field = try reader.field() {
      switch field.number {
      case 1: name = Array(bytes[try reader.range(field.type)])
      case 2: value = Array(bytes[try reader.range(field.type)])
      default: try reader.skip(field.type)
      }
    }
    guard !name.contains(0) else { throw reader.malformed }
  }
}
