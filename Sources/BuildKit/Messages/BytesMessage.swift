package import Bytes

/// A piece of a byte stream in either direction: on `Control.Session`, `FileSend`, `SSH`, `Upload`.
///
/// Neither way copies the data.
package struct BytesMessage: Sendable {
  package var data: ByteChain

  package init(data: ByteChain) { self.data = data }
}

extension BytesMessage: EncodableMessage, DecodableMessage {
  package func encoded() -> ByteChain {
    guard !data.isEmpty else { return ByteChain() }
    let size = WireWriter.size(ofBytes: data.count) - data.count
    let head = ByteBlock(capacity: size)
    var writer = WireWriter(at: head.base)
    writer.head(1, count: data.count)
    var message = ByteChain(ByteSlice(head, count: size))
    message.append(contentsOf: data)
    return message
  }

  package init(decoding bytes: ByteChain) throws(MalformedMessage) {
    // Daemons write the one field and nothing else. A key and a length take 11 bytes at most.
    let head = bytes.part(from: 0, count: min(bytes.count, 11)).contiguous
    let start = head.withUnsafeBytes { head -> Int? in
      var reader = WireReader(head, message: "BytesMessage")
      guard let field = try? reader.field(), field == (1, .lengthDelimited),
        let count = try? reader.varint(), count == UInt64(bytes.count - reader.offset)
      else { return nil }
      return reader.offset
    }
    if let start {
      data = bytes.part(from: start, count: bytes.count - start)
    } else {
      data = try Self.dataAmongOtherFields(bytes.contiguous)
    }
  }

  private static func dataAmongOtherFields(
    _ bytes: ByteSlice
  ) throws(MalformedMessage) -> ByteChain {
    let range = try bytes.withUnsafeBytes { buffer throws(MalformedMessage) -> Range<Int> in
      var reader = WireReader(buffer, message: "BytesMessage")
      var data = 0..<0
      while let field = try reader.field() {
        if field.number == 1 {
          data = try reader.range(field.type)
        } else {
          try reader.skip(field.type)
        }
      }
      return data
    }
    return ByteChain(bytes.part(from: range.lowerBound, count: range.count))
  }
}
