/// The numbers of a directory entry as they go out.
package struct StatFields: Hashable, Sendable {
  /// Go's `os.FileMode`.
  package var mode: UInt32
  package var uid: UInt32
  package var gid: UInt32
  /// In bytes.
  package var size: Int64
  /// In nanoseconds since 1970.
  package var modTime: Int64
  package var devmajor: Int64
  package var devminor: Int64

  package init(
    mode: UInt32, uid: UInt32 = 0, gid: UInt32 = 0, size: Int64 = 0, modTime: Int64 = 0,
    devmajor: Int64 = 0, devminor: Int64 = 0
  ) {
    self.mode = mode
    self.uid = uid
    self.gid = gid
    self.size = size
    self.modTime = modTime
    self.devmajor = devmajor
    self.devminor = devminor
  }

  /// How many bytes the message takes.
  func size(
    path: UnsafeRawBufferPointer, linkname: UnsafeRawBufferPointer, xattrs: [PacketXattr]
  ) -> Int {
    var total = Self.size(path) + Self.size(linkname)
    total += Self.size(UInt64(mode)) + Self.size(UInt64(uid)) + Self.size(UInt64(gid))
    total += Self.size(UInt64(bitPattern: size)) + Self.size(UInt64(bitPattern: modTime))
    total += Self.size(UInt64(bitPattern: devmajor)) + Self.size(UInt64(bitPattern: devminor))
    for xattr in xattrs { total += WireWriter.size(ofBytes: xattr.entrySize) }
    return total
  }

  /// Writes the message; empty fields are left out, as proto3 has it.
  func write(
    path: UnsafeRawBufferPointer, linkname: UnsafeRawBufferPointer, xattrs: [PacketXattr],
    to writer: inout WireWriter
  ) {
    Self.write(1, path, to: &writer)
    Self.write(2, UInt64(mode), to: &writer)
    Self.write(3, UInt64(uid), to: &writer)
    Self.write(4, UInt64(gid), to: &writer)
    Self.write(5, UInt64(bitPattern: size), to: &writer)
    Self.write(6, UInt64(bitPattern: modTime), to: &writer)
    Self.write(7, linkname, to: &writer)
    Self.write(8, UInt64(bitPattern: devmajor), to: &writer)
    Self.write(9, UInt64(bitPattern: devminor), to: &writer)
    for xattr in xattrs {
      writer.head(10, count: xattr.entrySize)
      xattr.name.withUnsafeBytes { writer.field(1, bytes: $0) }
      xattr.value.withUnsafeBytes { writer.field(2, bytes: $0) }
    }
  }

  private static func size(_ value: UInt64) -> Int {
    value == 0 ? 0 : 1 + WireWriter.size(ofVarint: value)
  }

  private static func size(_ bytes: UnsafeRawBufferPointer) -> Int {
    bytes.isEmpty ? 0 : WireWriter.size(ofBytes: bytes.count)
  }

  private static func write(_ number: UInt8, _ value: UInt64, to writer: inout WireWriter) {
    if value != 0 { writer.field(number, varint: value) }
  }

  private static func write(
    _ number: UInt8, _ bytes: UnsafeRawBufferPointer, to writer: inout WireWriter
  ) {
    if !bytes.isEmpty { writer.field(number, bytes: bytes) }
  }
}

extension PacketXattr {
  /// How many bytes its entry in the map takes.
  fileprivate var entrySize: Int {
    WireWriter.size(ofBytes: name.count) + WireWriter.size(ofBytes: value.count)
  }
}
