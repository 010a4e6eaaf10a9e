/// Writes protobuf into memory that is known to be large enough.
struct WireWriter {
  /// Where the next byte goes.
  private(set) var position: UnsafeMutableRawPointer

  init(at position: UnsafeMutableRawPointer) { self.position = position }

  /// How many bytes a number takes.
  static func size(ofVarint value: UInt64) -> Int {
    (70 - (value | 1).leadingZeroBitCount) / 7
  }

  /// How many bytes a field of bytes takes whose number is below 16.
  static func size(ofBytes count: Int) -> Int {
    1 + size(ofVarint: UInt64(count)) + count
  }

  mutating func byte(_ value: UInt8) {
    position.storeBytes(of: value, as: UInt8.self)
    position += 1
  }

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      byte(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    byte(UInt8(truncatingIfNeeded: rest))
  }

  mutating func raw(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    position.copyMemory(from: source, byteCount: bytes.count)
    position += bytes.count
  }

  /// The head of a field of `count` bytes: text, bytes or a message.
  mutating func head(_ number: UInt8, count: Int) {
    byte(number << 3 | 2)
    varint(UInt64(count))
  }

  /// A field that holds a number.
  mutating func field(_ number: UInt8, varint value: UInt64) {
    byte(number << 3)
    varint(value)
  }

  /// A field that holds bytes.
  mutating func field(_ number: UInt8, bytes: UnsafeRawBufferPointer) {
    head(number, count: bytes.count)
    raw(bytes)
  }
}
