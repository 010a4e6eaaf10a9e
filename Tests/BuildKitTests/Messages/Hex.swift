import Bytes

/// The bytes that hexadecimal digits stand for; white space is skipped.
func hex(_ digits: String) -> [UInt8] {
  let nibbles = digits.compactMap(\.hexDigitValue).map(UInt8.init)
  return stride(from: 0, to: nibbles.count - 1, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
}

extension ByteChain {
  /// A chain of slices of at most `size` bytes.
  init(_ bytes: [UInt8], slicedBy size: Int) {
    self.init()
    for start in stride(from: 0, to: bytes.count, by: size) {
      append(ByteSlice(Array(bytes[start..<min(start + size, bytes.count)])))
    }
  }
}
