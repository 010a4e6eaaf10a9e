extension Lexer {
  /// Reads a text in quotes, with the escapes of Python.
  mutating func readString(quote: UInt8) throws(SyntaxProblem) {
    let begin = offset
    var end = begin + 1
    var isPlain = true
    while end < source.bytes.count, source.bytes[end] != quote {
      if source.bytes[end] == UInt8(ascii: "\\") {
        isPlain = false
        end += 1
      }
      end += 1
    }
    guard end < source.bytes.count else {
      throw problem("the text in quotes is never closed", at: begin)
    }
    let text =
      isPlain ? source.text(begin + 1..<end) : try unescaped(begin + 1..<end, of: begin)
    add(.string, text, at: begin)
    offset = end + 1
  }

  private mutating func unescaped(
    _ range: Range<Int>, of begin: Int
  ) throws(SyntaxProblem) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = source.bytes[index]
      guard byte == UInt8(ascii: "\\"), index + 1 < range.upperBound else {
        text.append(byte)
        index += 1
        continue
      }
      index += 2
      let escape = source.bytes[index - 1]
      if let plain = Self.simpleEscapes[escape] {
        text.append(plain)
        continue
      }
      switch escape {
      case UInt8(ascii: "\n"): break
      case UInt8(ascii: "0")...UInt8(ascii: "7"):
        var value = UInt32(escape - UInt8(ascii: "0"))
        var count = 1
        while count < 3, index < range.upperBound, source.bytes[index] & 0xF8 == 0x30 {
          value = value * 8 + UInt32(source.bytes[index] & 7)
          index += 1
          count += 1
        }
        try append(value, to: &text, of: begin)
      case UInt8(ascii: "x"): try hexadecimal(2, &index, range, &text, begin)
      case UInt8(ascii: "u"): try hexadecimal(4, &index, range, &text, begin)
      case UInt8(ascii: "U"): try hexadecimal(8, &index, range, &text, begin)
      case UInt8(ascii: "N"):
        throw SyntaxProblem(
          "characters by name (\\N) are not supported", at: source.position(at: begin),
          kind: .unsupported)
      case 0x80...:
        // Python has made an escape of the character by then, whose backslash is thus escaped.
        if let (scalar, length) = source.scalar(at: index - 1) {
          text += Array("\\\(pythonEscape(scalar).dropFirst())".utf8)
          index += length - 1
        }
      default: text += [UInt8(ascii: "\\"), escape]
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let simpleEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "'"): UInt8(ascii: "'"),
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9,
    UInt8(ascii: "r"): 13, UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12,
    UInt8(ascii: "v"): 11,
  ]

  private mutating func hexadecimal(
    _ digits: Int, _ index: inout Int, _ range: Range<Int>, _ text: inout [UInt8], _ begin: Int
  ) throws(SyntaxProblem) {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard index < range.upperBound, let digit = source.bytes[index].hexValue else {
        throw problem("an escape needs \(digits) hexadecimal digits", at: begin)
      }
      value = value << 4 | digit
      index += 1
    }
    try append(value, to: &text, of: begin)
  }

  private mutating func append(
    _ value: UInt32, to text: inout [UInt8], of begin: Int
  ) throws(SyntaxProblem) {
    guard let scalar = Unicode.Scalar(value) else {
      throw problem("an escape names no character", at: begin)
    }
    text += Array(String(scalar).utf8)
  }
}

/// How Python writes a character that isn't ASCII as an escape.
func pythonEscape(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16)
  func padded(_ width: Int) -> String {
    String(repeating: "0", count: width - digits.count) + digits
  }
  return switch scalar.value {
  case 0..<0x100: "\\x" + padded(2)
  case 0..<0x10000: "\\u" + padded(4)
  default: "\\U" + padded(8)
  }
}
