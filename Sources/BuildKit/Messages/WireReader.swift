/// Walks over the fields of a protobuf message in place: for the few messages that are too frequent
/// or too large for protobuf-c.
///
/// Valid only as long as the buffer it reads.
package struct WireReader {
  /// What follows a field's number.
  package enum WireType: UInt64 {
    case varint = 0
    case fixed64 = 1
    case lengthDelimited = 2
    case fixed32 = 5
  }

  private let bytes: UnsafeRawBufferPointer
  private let message: String
  package private(set) var offset: Int
  private let end: Int

  /// Reads `range` of `bytes`, which `message` names in errors.
  package init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>? = nil, message: String) {
    self.bytes = bytes
    self.message = message
    self.offset = range?.lowerBound ?? 0
    self.end = range?.upperBound ?? bytes.count
  }

  var malformed: MalformedMessage { MalformedMessage(message) }

  /// The next field's number and type, or nothing at the end.
  package mutating func field() throws(MalformedMessage) -> (number: UInt64, type: WireType)? {
    guard offset < end else { return nil }
    let key = try varint()
    guard let type = WireType(rawValue: key & 7), key >> 3 != 0, key >> 3 < 1 << 29 else {
      throw malformed
    }
    return (key >> 3, type)
  }

  /// At most ten bytes; bits beyond the 64th are dropped, as everywhere in protobuf.
  package mutating func varint() throws(MalformedMessage) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard offset < end else { throw malformed }
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw malformed
  }

  /// The value of a field that must be a number.
  package mutating func varint(_ type: WireType) throws(MalformedMessage) -> UInt64 {
    guard type == .varint else { throw malformed }
    return try varint()
  }

  /// Where the value of a field lies that must be text, bytes or a message.
  package mutating func range(_ type: WireType) throws(MalformedMessage) -> Range<Int> {
    guard type == .lengthDelimited else { throw malformed }
    let count = try varint()
    guard count <= UInt64(end - offset) else { throw malformed }
    defer { offset += Int(count) }
    return offset..<offset + Int(count)
  }

  /// Steps over the value of an unknown field.
  package mutating func skip(_ type: WireType) throws(MalformedMessage) {
    switch type {
    case .varint: _ = try varint()
    case .lengthDelimited: _ = try range(type)
    case .fixed64, .fixed32:
      let size = type == .fixed64 ? 8 : 4
      guard size <= end - offset else { throw malformed }
      offset += size
    }
  }
}
