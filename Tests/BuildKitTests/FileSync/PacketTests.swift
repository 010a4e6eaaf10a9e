import Bytes
import CBuildKitProtos
import Testing

@testable import BuildKit

/// The bytes are what protoc makes of the same packets with fsutil's own `.proto` files.
@Suite struct PacketTests {
  static let stat = """
    12300a05612f62c3a910a4031801200228ac0230959a97ece39fe7cb173a017440084801520c0a06757365722e78
    12020001
    """

  @Test func anEntryIsWrittenAsProtocWritesIt() {
    var writer = PacketWriter()
    append(
      &writer, path: Array("a/bé".utf8),
      StatFields(
        mode: 420, uid: 1, gid: 2, size: 300, modTime: 1_700_000_000_123_456_789, devmajor: 8,
        devminor: 1),
      linkname: Array("t".utf8),
      xattrs: [PacketXattr(name: Array("user.x".utf8), value: [0, 1])])
    #expect(writer.take().array == [0, 0, 0, 0, 50] + hex(Self.stat))
  }

  @Test func anEntryIsRead() throws {
    let packet = try Packet(decoding: ByteSlice(hex(Self.stat)))
    let stat = try #require(packet.stat)
    #expect(packet.kind == .stat && packet.id == 0 && packet.data.isEmpty)
    #expect(stat.path == Array("a/bé".utf8) && stat.linkname == Array("t".utf8))
    #expect(stat.mode == 420 && stat.uid == 1 && stat.gid == 2 && stat.size == 300)
    #expect(stat.modTime == 1_700_000_000_123_456_789)
    #expect(stat.devmajor == 8 && stat.devminor == 1)
    #expect(stat.xattrs == [PacketXattr(name: Array("user.x".utf8), value: [0, 1])])
  }

  @Test func timesBefore1970AreReadAndWritten() throws {
    let wire = hex("12160a036f6c6410ed8380800830ffffffffffffffffff01")
    let stat = try #require(try Packet(decoding: ByteSlice(wire)).stat)
    #expect(stat.mode == 0x8000_01ED && stat.modTime == -1)
    var writer = PacketWriter()
    append(&writer, path: stat.path, StatFields(mode: stat.mode, modTime: stat.modTime))
    #expect(writer.take().array == [0, 0, 0, 0, UInt8(wire.count)] + wire)
  }

  @Test func otherPacketsAreWrittenAsProtocWritesThem() {
    var writer = PacketWriter()
    writer.appendEndOfListing()
    writer.appendRequest(id: 300)
    writer.appendRequest(id: 0)
    writer.appendData(id: 7, ByteSlice(Array("abc".utf8)))
    writer.appendData(id: 7, ByteSlice([]))
    writer.appendFinish()
    writer.appendError("no")
    #expect(
      writer.take().array
        == hex(
          """
          0000000000 0000000005080118ac02 00000000020801 000000000908021807 2203616263
          000000000408021807 00000000020803 0000000006080422026e6f
          """))
  }

  @Test(
    arguments: [
      ("", Packet.Kind.stat, 0, ""), ("080118ac02", .request, 300, ""), ("0801", .request, 0, ""),
      ("080218072203616263", .data, 7, "616263"), ("08021807", .data, 7, ""),
      ("0803", .finish, 0, ""), ("080422026e6f", .error, 0, "6e6f"),
    ] as [(String, Packet.Kind, UInt32, String)])
  func otherPacketsAreRead(wire: String, kind: Packet.Kind, id: UInt32, data: String) throws {
    let packet = try Packet(decoding: ByteSlice(hex(wire)))
    #expect(packet.kind == kind && packet.id == id && packet.stat == nil)
    #expect(packet.data.array == hex(data))
  }

  @Test func contentIsNeverCopied() throws {
    let content = ByteSlice([UInt8](repeating: 5, count: 1000))
    var writer = PacketWriter()
    writer.appendData(id: 1, content)
    writer.appendFinish()
    let sent = writer.take()
    #expect(sent.slices.contains { $0.block === content.block })
    let received = sent.contiguous
    let packet = try Packet(decoding: received.part(from: 5, count: sent.count - 12))
    #expect(packet.data.block === received.block && packet.data.count == 1000)
  }

  @Test(arguments: [16, 64, 100, 1 << 16])
  func packetsAreTheSameWhateverTheBlocks(size: Int) throws {
    var writer = PacketWriter(blockSize: size)
    var expected: [UInt8] = []
    for index in 0..<50 {
      let path = [UInt8](repeating: 0x61, count: 1 + index * 3)
      append(&writer, path: path, StatFields(mode: UInt32(index), size: Int64(index) << 20))
      let packet = generated(path: path, mode: UInt32(index), size: Int64(index) << 20)
      expected += [0, 0, 0, UInt8(packet.count >> 8), UInt8(packet.count & 0xFF)] + packet
      #expect(writer.count == expected.count)
    }
    #expect(writer.take().array == expected)
    #expect(writer.count == 0 && writer.take().isEmpty)
    writer.appendFinish()
    #expect(writer.take().array == hex("00000000020803"))
  }

  @Test(arguments: [
    ("an unknown kind", "0809"), ("a NUL in a path", "12050a03610062"),
    ("a NUL in a link", "12053a03610062"), ("a negative size", "120b28ffffffffffffffffff01"),
    ("a length beyond the end", "22056162"), ("a kind of the wrong type", "0a0161"),
    ("a stat of the wrong type", "1001"), ("a NUL in an attribute's name", "120552030a0100"),
  ])
  func aBrokenPacketIsRefused(what: String, wire: String) {
    #expect(throws: MalformedMessage.self) { try Packet(decoding: ByteSlice(hex(wire))) }
  }

  private func append(
    _ writer: inout PacketWriter, path: [UInt8], _ fields: StatFields, linkname: [UInt8] = [],
    xattrs: [PacketXattr] = []
  ) {
    path.withUnsafeBytes { path in
      linkname.withUnsafeBytes { linkname in
        writer.appendStat(path: path, fields: fields, linkname: linkname, xattrs: xattrs)
      }
    }
  }

  /// The packet as protobuf-c writes it.
  private func generated(path: [UInt8], mode: UInt32, size: Int64) -> [UInt8] {
    var path = path
    return path.withUnsafeMutableBufferPointer { path in
      var stat = Fsutil__Types__Stat()
      fsutil__types__stat__init(&stat)
      stat.path = ProtobufCBinaryData(len: path.count, data: path.baseAddress)
      stat.mode = mode
      stat.size = size
      return withUnsafeMutablePointer(to: &stat) { stat in
        var packet = Fsutil__Types__Packet()
        fsutil__types__packet__init(&packet)
        packet.stat = stat
        var bytes = [UInt8](repeating: 0, count: fsutil__types__packet__get_packed_size(&packet))
        fsutil__types__packet__pack(&packet, &bytes)
        return bytes
      }
    }
  }
}
