/// A floating point number as Python prints it: the fewest digits that give the same number, with an
/// exponent below 1e-4 and from 1e16 on.
func pythonText(_ value: Double) -> String {
  guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
  let (sign, digits, exponent) = shortestDigits(value)
  guard exponent >= -4, exponent < 16 else {
    let rest = digits.dropFirst()
    let mantissa = rest.isEmpty ? "\(digits)" : "\(digits.prefix(1)).\(rest)"
    return "\(sign)\(mantissa)e\(exponentText(exponent))"
  }
  if exponent < 0 {
    return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
  }
  if digits.count <= exponent + 1 {
    return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count) + ".0"
  }
  return "\(sign)\(digits.prefix(exponent + 1)).\(digits.dropFirst(exponent + 1))"
}

/// An exponent with its sign and at least two digits.
func exponentText(_ exponent: Int) -> String {
  let digits = String(abs(exponent))
  return (exponent < 0 ? "-" : "+") + (digits.count < 2 ? "0" : "") + digits
}

/// The sign, the digits without zeros at their ends, and the exponent of the first digit.
private func shortestDigits(_ value: Double) -> (sign: String, digits: String, exponent: Int) {
  guard value != 0 else { return (value.sign == .minus ? "-" : "", "0", 0) }
  var text = Substring(value.magnitude.description)
  var exponent = 0
  if let mark = text.firstIndex(of: "e") {
    exponent = Int(text[text.index(after: mark)...]) ?? 0
    text = text[..<mark]
  }
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  let whole = parts[0]
  let fraction = parts.count > 1 ? parts[1] : ""
  var digits = Substring(String(whole) + String(fraction))
  exponent += whole.count - 1
  while digits.count > 1, digits.hasPrefix("0") {
    digits.removeFirst()
    exponent -= 1
  }
  while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
  return (value < 0 ? "-" : "", String(digits), exponent)
}
