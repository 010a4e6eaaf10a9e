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

  /// The number; nil if there are no digits, or more than anybody writes.
  static func value(_ text: String, _ notation: Notation) -> YAMLScalar? {
    let isNegative = text.hasPrefix("-")
    let digits = String(unsigned(text).filter { $0 != "_" })
    let magnitude: String?
    switch notation {
    case .decimal:
      let rest = digits.drop { $0 == "0" }
      magnitude = rest.isEmpty ? (digits.isEmpty ? nil : "0") : String(rest)
    case .binary: magnitude = decimal([digits.dropFirst(2)], radix: 2, base: 2)
    case .octal: magnitude = decimal([digits[...]], radix: 8, base: 8)
    case .hexadecimal: magnitude = decimal([digits.dropFirst(2)], radix: 16, base: 16)
    case .sexagesimal:
      magnitude = decimal(digits.split(separator: ":"), radix: 10, base: 60)
    }
    return magnitude.map { value in
      // Python's numbers have no limit; the digits are kept for those beyond an Int.
      let signed = isNegative && value != "0" ? "-" + value : value
      return .integer(Int(signed), digits: signed)
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

  /// The decimal digits of a number.
  ///
  /// - Parameters:
  ///   - groups: one text of digits, or several that count `base` times as much each as the next.
  ///   - radix: of the digits in a text.
  private static func decimal(_ groups: [Substring], radix: Int, base: Int) -> String? {
    guard groups.reduce(0, { $0 + $1.utf8.count }) <= mostDigits else { return nil }
    /// Groups of nine decimal digits, the least ones first.
    var parts: [Int] = [0]
    func grow(by factor: Int, adding value: Int) {
      var carry = value
      for index in parts.indices {
        let sum = parts[index] * factor + carry
        parts[index] = sum % 1_000_000_000
        carry = sum / 1_000_000_000
      }
      if carry > 0 { parts.append(carry) }
    }
    var hasDigits = false
    if groups.count > 1 {
      // The first group may be longer than what follows it, which is below sixty.
      for (place, group) in groups.enumerated() {
        if place == 0 {
          for digit in group {
            guard let value = digit.hexDigitValue, value < radix else { return nil }
            grow(by: 10, adding: value)
          }
        } else {
          guard let value = Int(group), value < base else { return nil }
          grow(by: base, adding: value)
        }
        hasDigits = true
      }
    } else {
      for digit in groups.first ?? "" {
        guard let value = digit.hexDigitValue, value < radix else { return nil }
        grow(by: radix, adding: value)
        hasDigits = true
      }
    }
    guard hasDigits, let top = parts.last else { return nil }
    return parts.dropLast().reversed().reduce("\(top)") { text, part in
      let digits = String(part)
      return text + String(repeating: "0", count: 9 - digits.count) + digits
    }
  }

  /// The most digits of a number that isn't decimal; turning them takes time that grows as their
  /// square.
  private static let mostDigits = 1000

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
