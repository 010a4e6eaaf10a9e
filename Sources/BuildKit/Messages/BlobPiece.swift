import Bytes

/// A piece of a blob, as a session sends it: a `ReadContentResponse`. Encoding doesn't copy it.
struct BlobPiece: EncodableMessage {
  /// From where the reading began, in bytes.
  var offset: Int64
  var data: ByteSlice

  func encoded() -> ByteChain {
    let head = ByteBlock(capacity: 24)
    var writer = WireWriter(at: head.base)
    if offset != 0 { writer.field(1, varint: UInt64(bitPattern: offset)) }
    if !data.isEmpty { writer.head(2, count: data.count) }
    var message = ByteChain(ByteSlice(head, count: writer.position - head.base))
    message.append(data)
    return message
  }
}
