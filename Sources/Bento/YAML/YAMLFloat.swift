/// Floating point numbers of YAML 1.1: `1.5`, `1.`, `.5`, `1.5e+3`, `1:30.5`, `.inf`, `-.INF`, `.nan`.
/// Without a dot, or with an exponent that has no sign, it is no number.
enum YAMLFloat {
  static func matches(_ text: String) -> Bool {
    if infinities.contains(text) || nans.contains(text) { return true }
    let bytes = Array(text.utf8)
    let isSigned = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+")
    let body = isSigned ? bytes[1...] : bytes[...]
    guard let dot = body.firstIndex(of: UInt8(ascii: ".")) else { return false }
    let whole = body[..<dot]
    let fraction = body[(dot + 1)...]
    guard let lead = whole.first else {
      guard !isSigned, let first = fraction.first, isDigit(first) else { return false }
      return isFractionWithExponent(fraction)
    }
    guard isDigit(lead) else { return false }
    if whole.contains(UInt8(ascii: ":")) {
      return YAMLInteger.isSexagesimal(whole) && fraction.allSatisfy(isDigitOrUnderscore)
    }
    return whole.allSatisfy(isDigitOrUnderscore) && isFractionWithExponent(fraction)
  }

  /// The number that a text says, also where only a tag makes it one.
  static func value(_ text: String) -> Double? {
    let plain = text.filter { $0 != "_" }.lowercased()
    let isNegative = plain.hasPrefix("-")
    let body = isNegative || plain.hasPrefix("+") ? plain.dropFirst() : plain[...]
    let magnitude: Double?
    switch body {
    case ".inf": magnitude = .infinity
    case ".nan": magnitude = .nan
    case _ where body.contains(":"): magnitude = sexagesimal(body)
    default: magnitude = decimal(body)
    }
    return magnitude.map { isNegative ? -$0 : $0 }
  }

  private static func sexagesimal(_ body: Substring) -> Double? {
    var total = 0.0
    for part in body.split(separator: ":", omittingEmptySubsequences: false) {
      guard let value = decimal(part) else { return nil }
      total = total * 60 + value
    }
    return total
  }

  /// Digits with at most one dot and an exponent; no words, no hexadecimal digits.
  private static func decimal(_ body: Substring) -> Double? {
    let isNumber = body.utf8.allSatisfy { byte in
      isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e")
        || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    }
    guard isNumber, body.utf8.contains(where: isDigit) else { return nil }
    // Double wants a digit on both sides of the dot.
    let parts = body.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count == 2, let fraction = parts.last else {
      return Double(body)
    }
    let lead = whole.isEmpty ? "0" : String(whole)
    let needsZero = fraction.utf8.first.map { !isDigit($0) } ?? true
    return Double(lead + "." + (needsZero ? "0" : "") + fraction)
  }

  private static func isFractionWithExponent(_ bytes: ArraySlice<UInt8>) -> Bool {
    let isExponent: (UInt8) -> Bool = { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
    guard let letter = bytes.firstIndex(where: isExponent) else {
      return bytes.allSatisfy(isDigitOrUnderscore)
    }
    let exponent = bytes[(letter + 1)...]
    guard let sign = exponent.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return false
    }
    let digits = exponent.dropFirst()
    return bytes[..<letter].allSatisfy(isDigitOrUnderscore)
      && !digits.isEmpty && digits.allSatisfy(isDigit)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
  private static func isDigitOrUnderscore(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_")
  }

  private static let infinities: Set<String> = [
    ".inf", ".Inf", ".INF", "-.inf", "-.Inf", "-.INF", "+.inf", "+.Inf", "+.INF",
  ]
  private static let nans: Set<String> = [".nan", ".NaN", ".NAN"]
}
