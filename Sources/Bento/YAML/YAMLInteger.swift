/// Whole numbers of YAML 1.1: `0b1010`, `0x_FF`, `017`, `1_000`, `1:30:00`.
enum YAMLInteger {
  enum Notation { case binary, octal, decimal, hexadecimal, sexagesimal }

  /// How the number is written; nil if it is none.
  static func notation(of text: String) -> Notation? {
    let bytes = Array(unsigned(text).utf8)
    guard let first = bytes.first, isDigit(first) else { return nil }
    if first == UInt8(ascii: "0") {
      let rest = bytes.dropFirst()
      guard let second = rest.first else { return .decimal }
      let digits = rest.dropFirst()
      if second == UInt8(ascii: "b") { return all(digits, isBinary) ? .binary : nil }
      if second == UInt8(ascii: "x") { return all(digits, isHexadecimal) ? .hexadecimal : nil }
      return all(rest, isOctal) ? .octal : nil
    }
    if bytes.allSatisfy({ isDigit($0) || isUnderscore($0) }) { return .decimal }
    return isSexagesimal(bytes[...]) ? .sexagesimal : nil
  }

  /// The number; nil if there are no digits, or too many for its notation.
  static func value(_ text: String, _ notation: Notation) -> YAMLScalar? {
    let isNegative = text.hasPrefix("-")
    let digits = String(unsigned(text).filter { $0 != "_" })
    let magnitude: Int?
    switch notation {
    case .decimal:
      // Python's numbers have no limit; the digits are kept for those beyond an Int.
      let signed = isNegative && digits != "0" ? "-" + digits : digits
      return .integer(Int(signed), digits: signed)
    case .binary: magnitude = Int(digits.dropFirst(2), radix: 2)
    case .octal: magnitude = Int(digits, radix: 8)
    case .hexadecimal: magnitude = Int(digits.dropFirst(2), radix: 16)
    case .sexagesimal: magnitude = sexagesimal(digits)
    }
    return magnitude.map { value in
      let signed = isNegative ? -value : value
      return .integer(signed, digits: String(signed))
    }
  }

  /// Digits, then `:` and 0 to 59, once or more.
  static func isSexagesimal(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let lead = first.first, isDigit(lead),
      first.allSatisfy({ isDigit($0) || isUnderscore($0) })
    else { return false }
    return parts.dropFirst().allSatisfy { part in
      guard let lead = part.first, part.count <= 2, part.allSatisfy(isDigit) else { return false }
      return part.count == 1 || lead <= UInt8(ascii: "5")
    }
  }

  private static func sexagesimal(_ digits: String) -> Int? {
    var total = 0
    for part in digits.split(separator: ":") {
      guard let value = Int(part) else { return nil }
      let (shifted, overflow) = total.multipliedReportingOverflow(by: 60)
      let (sum, overflowAgain) = shifted.addingReportingOverflow(value)
      guard !overflow, !overflowAgain else { return nil }
      total = sum
    }
    return total
  }

  private static func unsigned(_ text: String) -> Substring {
    text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
  }

  private static func all(_ digits: ArraySlice<UInt8>, _ fits: (UInt8) -> Bool) -> Bool {
    !digits.isEmpty && digits.allSatisfy { fits($0) || isUnderscore($0) }
  }

  private static func isUnderscore(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "_") }
  private static func isBinary(_ byte: UInt8) -> Bool { byte == 48 || byte == 49 }
  private static func isOctal(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 55 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102)
  }
}
