/// Code points of bytes that need not be UTF-8, as Go reads them: a byte that is no part of a valid
/// sequence is U+FFFD, one byte wide.
enum UTF8Decoding {
  static let replacement: UInt32 = 0xfffd

  /// The code point that begins at an index, and its width in bytes.
  static func decode(
    _ bytes: some RandomAccessCollection<UInt8>, at index: Int
  ) -> (rune: UInt32, width: Int) {
    func byte(_ offset: Int) -> UInt32? {
      index + offset < bytes.count
        ? UInt32(bytes[bytes.index(bytes.startIndex, offsetBy: index + offset)]) : nil
    }
    guard let first = byte(0) else { return (replacement, 0) }
    if first < 0x80 { return (first, 1) }
    let width = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
    guard width > 0 else { return (replacement, 1) }
    var rune = first & (0x7f >> UInt32(width))
    for offset in 1..<width {
      guard let next = byte(offset), next & 0xc0 == 0x80 else { return (replacement, 1) }
      rune = rune << 6 | next & 0x3f
    }
    // Too long a form, a surrogate, or beyond Unicode.
    let tooSmall: UInt32 = width == 3 ? 0x800 : width == 4 ? 0x1_0000 : 0x80
    guard rune >= tooSmall, rune <= 0x10ffff, !(0xd800...0xdfff).contains(rune) else {
      return (replacement, 1)
    }
    return (rune, width)
  }

  /// All code points.
  static func runes(_ bytes: some RandomAccessCollection<UInt8>) -> [UInt32] {
    var runes: [UInt32] = []
    var index = 0
    while index < bytes.count {
      let (rune, width) = decode(bytes, at: index)
      runes.append(rune)
      index += width
    }
    return runes
  }

  /// The bytes of a code point.
  static func encode(_ rune: UInt32) -> [UInt8] {
    Unicode.Scalar(rune).map { Array(String(Character($0)).utf8) } ?? []
  }

  /// Without white space (as Unicode has it) at either end.
  static func trimmed(_ bytes: some RandomAccessCollection<UInt8>) -> [UInt8] {
    var start = 0
    var end = bytes.count
    while start < end {
      let (rune, width) = decode(bytes, at: start)
      guard isSpace(rune) else { break }
      start += width
    }
    trimming: while start < end {
      for width in 1...min(4, end - start) {
        let (rune, decoded) = decode(bytes.prefix(end), at: end - width)
        if decoded == width, isSpace(rune) {
          end -= width
          continue trimming
        }
      }
      break
    }
    return Array(bytes.dropFirst(start).prefix(end - start))
  }

  private static func isSpace(_ rune: UInt32) -> Bool {
    Unicode.Scalar(rune)?.properties.isWhitespace ?? false
  }
}
