package import Bytes

/// A message of the file-sync protocol, fsutil's `Packet`, as it came in.
package struct Packet: Sendable {
  package enum Kind: UInt64, Sendable {
    /// An entry; without ``stat``, the end of the listing.
    case stat = 0
    /// Asks for the content of the entry number ``id``.
    case request = 1
    /// Content of the file ``id``; without data, its end.
    case data = 2
    case finish = 3
    /// ``data`` is the message.
    case error = 4
  }

  package var kind = Kind.stat
  package var id: UInt32 = 0
  package var stat: PacketStat?
  /// Lies in the memory the packet was read from.
  package var data: ByteSlice

  /// Reads a packet, without gRPC's prefix.
  package init(decoding bytes: ByteSlice) throws(MalformedMessage) {
    var kind = Kind.stat
    var id: UInt32 = 0
    var stat: PacketStat?
    let data = try bytes.withUnsafeBytes { buffer throws(MalformedMessage) -> Range<Int> in
      var reader = WireReader(buffer, message: "Packet")
      var data = 0..<0
      while let field = try reader.field() {
        switch field.number {
        case 1:
          guard let known = Kind(rawValue: try reader.varint(field.type)) else {
            throw reader.malformed
          }
          kind = known
        case 2:
          stat = try PacketStat(decoding: buffer, in: reader.range(field.type))
        case 3: id = UInt32(truncatingIfNeeded: try reader.varint(field.type))
        case 4: data = try reader.range(field.type)
        default: try reader.skip(field.type)
        }
      }
      return data
    }
    self.kind = kind
    self.id = id
    self.stat = stat
    self.data = bytes.part(from: data.lowerBound, count: data.count)
  }
}

extension Packet: DecodableMessage {
  package init(decoding bytes: ByteChain) throws(MalformedMessage) {
    try self.init(decoding: bytes.contiguous)
  }
}
