extension Interpreter {
  func applyNumeric(
    _ filter: BuiltinFilter, _ value: Value, _ values: [Value?]
  ) throws(JinjaError) -> Value {
    switch filter {
    case .abs:
      switch Number(value) {
      case .int(let value)?:
        guard value != Int.min else { throw tooLarge() }
        return .int(Swift.abs(value))
      case .float(let value)?: return .float(value.magnitude)
      case nil: throw error("'abs' needs a number, not a \(value.typeName)")
      }
    case .float:
      if case .undefined(let undefined) = value { throw error(undefined) }
      return float(value).map(Value.float) ?? values[0] ?? .float(0)
    case .int: return try intFilter(value, values)
    case .round: return try roundFilter(value, values)
    case .filesizeformat: return .string(try fileSize(value, binary: values[0]?.isTrue ?? false))
    default: return try sumFilter(value, values)
    }
  }

  /// Python's `float(value)`; nil if that fails.
  private func float(_ value: Value) -> Double? {
    if let number = Number(value) { return number.double }
    return value.text.flatMap(pythonFloat)
  }

  private func intFilter(_ value: Value, _ values: [Value?]) throws(JinjaError) -> Value {
    if case .undefined(let undefined) = value { throw error(undefined) }
    let standard = values[0] ?? .int(0)
    if let text = value.text {
      let base = try integer(argument: values[1], default: 10, of: "int")
      switch pythonInteger(text, base: base) {
      case .value(let integer): return .int(integer)
      case .tooLarge: throw tooLarge()
      case .none:
        guard let float = pythonFloat(text), float.isFinite else { return standard }
        return .int(try whole(float))
      }
    }
    switch Number(value) {
    case .int(let integer)?: return .int(integer)
    case .float(let float)?:
      if float.isNaN { return standard }
      guard float.isFinite else { throw error("infinity is no whole number") }
      return .int(try whole(float))
    case nil: return standard
    }
  }

  private func whole(_ float: Double) throws(JinjaError) -> Int {
    guard let whole = Int(exactly: float.rounded(.towardZero)) else { throw tooLarge() }
    return whole
  }

  private func roundFilter(_ value: Value, _ values: [Value?]) throws(JinjaError) -> Value {
    let method = values[1]?.text ?? (values[1] == nil ? "common" : "")
    guard ["common", "ceil", "floor"].contains(method) else {
      throw error("'round' rounds \"common\", \"ceil\" or \"floor\"")
    }
    if method != "common", case .undefined(let undefined) = value { throw error(undefined) }
    guard let number = Number(value) else {
      throw error("'round' needs a number, not a \(value.typeName)")
    }
    let precision = try integer(argument: values[0], default: 0, of: "round")
    guard method == "common" else {
      let factor = try apply(.power, .int(10), .int(precision))
      let scaled = try apply(.multiply, value, factor)
      guard let product = Number(scaled) else { return value }
      let whole: Value
      switch product {
      case .int: whole = product.value
      case .float(let float):
        guard float.isFinite else { throw error("infinity can't be rounded") }
        whole = .int(try self.whole(float.rounded(method == "ceil" ? .up : .down)))
      }
      return try apply(.divide, whole, factor)
    }
    switch number {
    case .float(let float): return .float(rounded(float, precision))
    case .int(let integer): return .int(try rounded(integer, precision))
    }
  }

  /// Rounded to so many decimals, exactly and half to even.
  private func rounded(_ value: Double, _ precision: Int) -> Double {
    guard value.isFinite, value != 0, precision <= 323 else { return value }
    if precision >= 0 { return Double(decimalText(value, .fixed, precision: precision)) ?? value }
    guard precision >= -309 else { return Double(signOf: value, magnitudeOf: 0) }
    let digits = decimalText(value.magnitude, .fixed, precision: 25)
    guard let point = digits.firstIndex(of: ".") else { return value }
    let whole = String(digits[..<point])
    let cut = whole.count + precision
    guard cut >= 0 else { return Double(signOf: value, magnitudeOf: 0) }
    let kept = whole.prefix(cut)
    let rest = whole.dropFirst(cut) + digits[digits.index(after: point)...]
    // The kept digits with the rest as a fraction are rounded half to even by their first digits.
    let half = "5" + String(repeating: "0", count: rest.count - 1)
    let isOdd = kept.last.map { "13579".contains($0) } ?? false
    let roundsUp = rest > half || rest == half && isOdd
    let power = String(repeating: "0", count: -precision)
    guard let base = Double((kept.isEmpty ? "0" : kept) + power) else { return value }
    let result = roundsUp ? base + (Double("1" + power) ?? 0) : base
    return Double(signOf: value, magnitudeOf: result)
  }

  private func rounded(_ value: Int, _ precision: Int) throws(JinjaError) -> Int {
    guard precision < 0 else { return value }
    guard precision > -19 else { return 0 }
    let unit = try integerPower(10, -precision)
    var (quotient, rest) = value.quotientAndRemainder(dividingBy: unit)
    if rest < 0 {
      rest += unit
      quotient -= 1
    }
    if rest > unit - rest || rest == unit - rest && !quotient.isMultiple(of: 2) { quotient += 1 }
    let (result, overflow) = quotient.multipliedReportingOverflow(by: unit)
    if overflow { throw tooLarge() }
    return result
  }

  private func fileSize(_ value: Value, binary: Bool) throws(JinjaError) -> String {
    if case .undefined(let undefined) = value { throw error(undefined) }
    guard let bytes = float(value) else { throw error("'filesizeformat' needs a number") }
    let base = binary ? 1024.0 : 1000.0
    if bytes == 1 { return "1 Byte" }
    if bytes < base {
      guard bytes.isFinite else { throw error("infinity is no whole number") }
      return "\(try whole(bytes)) Bytes"
    }
    let prefixes = "kMGTPEZY".map { binary ? "\($0.uppercased())iB" : "\($0)B" }
    var unit = base * base
    for (index, prefix) in prefixes.enumerated() {
      if bytes < unit || index == prefixes.count - 1 {
        return "\(decimalText(base * bytes / unit, .fixed, precision: 1)) \(prefix)"
      }
      unit *= base
    }
    return ""
  }

  private func sumFilter(_ value: Value, _ values: [Value?]) throws(JinjaError) -> Value {
    var sum = values[1] ?? .int(0)
    guard sum.text == nil else { throw error("'sum' doesn't add up text; use 'join'") }
    let path = try AttributePath(values[0], self)
    let elements = try iterator(over: value)
    while let element = try elements.next() {
      try step()
      sum = try apply(.add, sum, try path.value(of: element, self))
    }
    return sum
  }
}

/// What a text is as a whole number.
enum ParsedInteger {
  case value(Int)
  case tooLarge
  case none
}

/// A whole number as Python's `int(text, base)` reads it.
func pythonInteger(_ text: String, base: Int) -> ParsedInteger {
  guard base == 0 || base >= 2 && base <= 36 else { return .none }
  var rest = Substring(text.stripped(nil))
  let isNegative = rest.hasPrefix("-")
  if isNegative || rest.hasPrefix("+") { rest = rest.dropFirst() }
  let prefixes: [String: Int] = ["0x": 16, "0o": 8, "0b": 2]
  var radix = base
  var hasPrefix = false
  if let prefixed = prefixes[rest.prefix(2).lowercased()], base == 0 || base == prefixed {
    radix = prefixed
    rest = rest.dropFirst(2)
    hasPrefix = true
  } else if base == 0 {
    radix = 10
  }
  if hasPrefix, rest.hasPrefix("_") { rest = rest.dropFirst() }
  let digits = rest.split(separator: "_", omittingEmptySubsequences: false)
  guard digits.allSatisfy({ !$0.isEmpty }) else { return .none }
  let joined = asciiDigits(digits.joined())
  guard joined.utf8.allSatisfy({ Int(String(Character(Unicode.Scalar($0))), radix: radix) != nil })
  else { return .none }
  if base == 0, !hasPrefix, joined.hasPrefix("0"), joined.contains(where: { $0 != "0" }) {
    return .none
  }
  return Int((isNegative ? "-" : "") + joined, radix: radix).map(ParsedInteger.value) ?? .tooLarge
}

/// A floating point number as Python's `float(text)` reads it; nil if it is none.
func pythonFloat(_ text: String) -> Double? {
  let stripped = asciiDigits(text.stripped(nil))
  let lower = stripped.lowercased()
  let unsigned = lower.hasPrefix("-") || lower.hasPrefix("+") ? lower.dropFirst() : Substring(lower)
  if ["inf", "infinity"].contains(unsigned) {
    return lower.hasPrefix("-") ? -Double.infinity : Double.infinity
  }
  if unsigned == "nan" { return Double.nan }
  var previous: UInt8 = 0
  var bytes: [UInt8] = []
  let all = Array(lower.utf8)
  for (index, byte) in all.enumerated() {
    if byte == UInt8(ascii: "_") {
      // Only single ones between digits.
      guard previous.isDigit, index + 1 < all.count, all[index + 1].isDigit else { return nil }
    } else {
      guard byte.isDigit || ".e+-".utf8.contains(byte) else { return nil }
      bytes.append(byte)
    }
    previous = byte
  }
  var number = String(decoding: bytes, as: UTF8.self)
  // Swift wants digits on both sides of the point.
  if let point = number.firstIndex(of: ".") {
    let after = number.index(after: point)
    let before = point > number.startIndex ? number[number.index(before: point)] : " "
    let next = after < number.endIndex ? number[after] : " "
    guard before.isNumber || next.isNumber else { return nil }
    if !next.isNumber { number.insert("0", at: after) }
    if !before.isNumber { number.insert("0", at: point) }
  }
  return Double(number)
}

/// A text with the decimal digits of all scripts made ASCII.
private func asciiDigits(_ text: String) -> String {
  guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
  return text.unicodeScalars.reduce(into: "") { result, scalar in
    if scalar.isPythonDecimal, let value = scalar.properties.numericValue {
      result += String(Int(value))
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
}
