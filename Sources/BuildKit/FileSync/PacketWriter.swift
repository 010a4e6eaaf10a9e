package import Bytes

/// Strings packets together for sending, each with gRPC's prefix of five bytes.
///
/// Small packets are written straight into blocks of memory; file content goes in by reference.
package struct PacketWriter: ~Copyable {
  /// The size of a block, in bytes; a packet that needs more gets a block of its own.
  private let blockSize: Int
  private var block: ByteBlock?
  /// How much of the block is in `chain` already.
  private var taken = 0
  /// How much of the block has been written.
  private var filled = 0
  private var chain = ByteChain()

  /// An empty writer that asks for memory in blocks of so many bytes.
  package init(blockSize: Int = 64 << 10) { self.blockSize = blockSize }

  /// How many bytes ``take()`` would hand out.
  package var count: Int { chain.count + filled - taken }

  /// All that was appended since the last time.
  package mutating func take() -> ByteChain {
    seal()
    block = nil
    taken = 0
    filled = 0
    defer { chain = ByteChain() }
    return chain
  }

  /// Appends an entry of the listing. No field is checked.
  ///
  /// - Parameters:
  ///   - path: relative, with `/` between components.
  ///   - linkname: target of a symbolic link, or the first path of a hard link.
  package mutating func appendStat(
    path: UnsafeRawBufferPointer, fields: StatFields,
    linkname: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0),
    xattrs: [PacketXattr] = []
  ) {
    let size = fields.size(path: path, linkname: linkname, xattrs: xattrs)
    appendPacket(size: WireWriter.size(ofBytes: size)) { writer in
      writer.head(2, count: size)
      fields.write(path: path, linkname: linkname, xattrs: xattrs, to: &writer)
    }
  }

  /// Appends the end of the listing.
  package mutating func appendEndOfListing() {
    appendPacket(size: 0) { _ in }
  }

  /// Appends a question for the content of an entry, by its number in the listing.
  package mutating func appendRequest(id: UInt32) {
    appendPacket(kind: .request, id: id)
  }

  /// Appends a piece of a file's content, by reference; an empty one is the file's end.
  package mutating func appendData(id: UInt32, _ data: ByteSlice) {
    appendPacket(kind: .data, id: id, data: data)
  }

  /// Appends the end of the conversation.
  package mutating func appendFinish() {
    appendPacket(kind: .finish)
  }

  /// Appends an error.
  package mutating func appendError(_ message: String) {
    appendPacket(kind: .error, data: ByteSlice(Array(message.utf8)))
  }

  private mutating func appendPacket(
    kind: Packet.Kind, id: UInt32 = 0, data: ByteSlice = ByteSlice([])
  ) {
    let idSize = id == 0 ? 0 : 1 + WireWriter.size(ofVarint: UInt64(id))
    let dataSize = data.isEmpty ? 0 : WireWriter.size(ofBytes: data.count)
    appendPacket(size: 2 + idSize + dataSize, references: data.count) { writer in
      writer.field(1, varint: kind.rawValue)
      if id != 0 { writer.field(3, varint: UInt64(id)) }
      if !data.isEmpty { writer.head(4, count: data.count) }
    }
    if !data.isEmpty {
      seal()
      chain.append(data)
    }
  }

  /// Writes the prefix of a packet of `size` bytes and lets `body` write all but the last
  /// `references` bytes of it.
  private mutating func appendPacket(
    size: Int, references: Int = 0, _ body: (inout WireWriter) -> Void
  ) {
    let needed = 5 + size - references
    let block = room(for: needed)
    var writer = WireWriter(at: block.base + filled)
    // Not compressed; then the length, highest byte first.
    writer.byte(0)
    withUnsafeBytes(of: UInt32(size).bigEndian) { writer.raw($0) }
    body(&writer)
    filled += needed
    assert(writer.position == block.base + filled)
  }

  private mutating func room(for needed: Int) -> ByteBlock {
    if let block, block.capacity - filled >= needed { return block }
    seal()
    let block = ByteBlock(capacity: max(blockSize, needed))
    self.block = block
    taken = 0
    filled = 0
    return block
  }

  /// Moves what has been written to the chain.
  private mutating func seal() {
    guard let block, filled > taken else { return }
    chain.append(ByteSlice(block, offset: taken, count: filled - taken))
    taken = filled
  }
}
