/// The little JSON that instructions hold.
enum JSONText {
  /// A text in JSON's quotes.
  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Whether a text is a list of texts, and nothing else.
  static func isListOfStrings(_ text: String) -> Bool {
    var rest = text.utf8[...]
    skipBlanks(&rest)
    guard take("[", from: &rest) else { return false }
    skipBlanks(&rest)
    var isFirst = true
    while !take("]", from: &rest) {
      if !isFirst {
        guard take(",", from: &rest) else { return false }
        skipBlanks(&rest)
      }
      guard takeString(from: &rest) else { return false }
      skipBlanks(&rest)
      isFirst = false
    }
    skipBlanks(&rest)
    return rest.isEmpty
  }

  private static func takeString(from rest: inout Substring.UTF8View) -> Bool {
    guard take("\"", from: &rest) else { return false }
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") { return true }
      if byte == UInt8(ascii: "\\") { _ = rest.popFirst() }
      if byte < 0x20 { return false }
    }
    return false
  }

  private static func take(_ byte: Unicode.Scalar, from rest: inout Substring.UTF8View) -> Bool {
    guard let first = rest.first, UInt32(first) == byte.value else { return false }
    rest = rest.dropFirst()
    return true
  }

  private static func skipBlanks(_ rest: inout Substring.UTF8View) {
    rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }
}
