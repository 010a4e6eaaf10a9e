/// The text of a template with its newlines made equal, as bytes, and the place that a reader has
/// come to.
struct SourceText {
  let bytes: [UInt8]
  private var counted = 0
  private var place = Position.start

  init(_ source: String, keepTrailingNewline: Bool) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.utf8.count)
    var afterReturn = false
    for byte in source.utf8 {
      if byte == UInt8(ascii: "\r") {
        bytes.append(UInt8(ascii: "\n"))
      } else if !(afterReturn && byte == UInt8(ascii: "\n")) {
        bytes.append(byte)
      }
      afterReturn = byte == UInt8(ascii: "\r")
    }
    if !keepTrailingNewline, bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    self.bytes = bytes
  }

  /// The line and column of an offset. Offsets must not decrease from call to call.
  mutating func position(at offset: Int) -> Position {
    while counted < offset {
      let byte = bytes[counted]
      if byte == UInt8(ascii: "\n") {
        place.line += 1
        place.column = 1
      } else if byte & 0xC0 != 0x80 {
        place.column += 1
      }
      counted += 1
    }
    // A continuation byte doesn't count, so a scalar counts when its first byte is passed.
    return place
  }

  func has(_ text: StaticString, at offset: Int) -> Bool {
    guard offset >= 0, offset + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { wanted in
      for index in 0..<wanted.count where bytes[offset + index] != wanted[index] { return false }
      return true
    }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The scalar that begins at an offset, and its length in bytes.
  func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    guard offset < bytes.count else { return nil }
    let first = bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard offset + length <= bytes.count else { return nil }
    var value = UInt32(first) & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
    for index in 1..<length { value = value << 6 | UInt32(bytes[offset + index] & 0x3F) }
    return Unicode.Scalar(value).map { ($0, length) }
  }

  /// The first offset from one on where there is no white space.
  func skippingSpace(from offset: Int) -> Int {
    var offset = offset
    while let (scalar, length) = scalar(at: offset), scalar.isPythonSpace { offset += length }
    return offset
  }

  /// The end of a range without the white space at its end.
  func trimmedEnd(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound {
      var begin = end - 1
      while begin > range.lowerBound, bytes[begin] & 0xC0 == 0x80 { begin -= 1 }
      guard let (scalar, _) = scalar(at: begin), scalar.isPythonSpace else { break }
      end = begin
    }
    return end
  }
}

extension Unicode.Scalar {
  /// Whether Python takes it for white space.
  var isPythonSpace: Bool {
    switch value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
      0x205F, 0x3000:
      true
    default: false
    }
  }
}
