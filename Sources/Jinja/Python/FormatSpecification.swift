/// What stands behind the colon in `'{:>10.2f}'.format(…)`.
struct FormatSpecification {
  var fill: String?
  var align: Unicode.Scalar?
  var sign: Unicode.Scalar = "-"
  var isAlternative = false
  var padsWithZeros = false
  var width = 0
  var grouping: Unicode.Scalar?
  var precision: Int?
  var type: Unicode.Scalar?

  /// Nil if it is none.
  init?(_ text: String) {
    var scalars = Array(text.unicodeScalars)[...]
    func isAlign(_ scalar: Unicode.Scalar) -> Bool { ["<", ">", "=", "^"].contains(scalar) }
    if scalars.count > 1, isAlign(scalars[1]) {
      fill = String(scalars[0])
      align = scalars[1]
      scalars = scalars.dropFirst(2)
    } else if let first = scalars.first, isAlign(first) {
      align = first
      scalars = scalars.dropFirst()
    }
    if let first = scalars.first, ["+", "-", " "].contains(first) {
      sign = first
      scalars = scalars.dropFirst()
    }
    if scalars.first == "#" {
      isAlternative = true
      scalars = scalars.dropFirst()
    }
    if scalars.first == "0" {
      padsWithZeros = true
      scalars = scalars.dropFirst()
    }
    guard let width = Self.number(&scalars) else { return nil }
    self.width = width ?? 0
    if let first = scalars.first, first == "," || first == "_" {
      grouping = first
      scalars = scalars.dropFirst()
    }
    if scalars.first == "." {
      scalars = scalars.dropFirst()
      guard let precision = Self.number(&scalars), let precision else { return nil }
      self.precision = precision
    }
    type = scalars.popFirst()
    if !scalars.isEmpty { return nil }
  }

  /// Digits; nil inside if there are none, nil if they are too many.
  private static func number(_ scalars: inout ArraySlice<Unicode.Scalar>) -> Int?? {
    var number: Int?
    while let scalar = scalars.first, scalar.value < 0x80, UInt8(scalar.value).isDigit {
      let value = (number ?? 0) * 10 + Int(scalar.value - 48)
      guard value < 1 << 31 else { return nil }
      number = value
      scalars = scalars.dropFirst()
    }
    return .some(number)
  }
}

extension Interpreter {
  /// Python's `format(value, specification)`.
  func format(_ value: Value, _ specification: String) throws(JinjaError) -> String {
    if specification.isEmpty { return try text(of: value) }
    switch value {
    case .string(let text), .markup(let text): return try format(text: text, specification)
    case .int, .bool, .float: break
    default:
      throw error("a \(value.typeName) can't be formatted with '\(specification)'")
    }
    guard let number = Number(value), let form = FormatSpecification(specification) else {
      throw error("'\(specification)' is no format")
    }
    try charge(4, times: form.width)
    try charge(form.precision ?? 0)
    switch number {
    case .int(let integer): return try format(integer, form)
    case .float(let float): return try format(float, form)
    }
  }

  private func format(text: String, _ specification: String) throws(JinjaError) -> String {
    guard let form = FormatSpecification(specification) else {
      throw error("'\(specification)' is no format")
    }
    guard form.type == nil || form.type == "s", form.grouping == nil, form.sign == "-",
      !specification.contains("-") || form.fill == "-", !form.isAlternative, form.align != "="
    else { throw error("text can't be formatted with '\(specification)'") }
    try charge(4, times: form.width)
    let cut = form.precision.map { String(text.unicodeScalars.prefix($0)) } ?? text
    let fill = form.fill ?? (form.padsWithZeros ? "0" : " ")
    return aligned(cut, form.width, fill, form.align ?? "<")
  }

  private func aligned(
    _ text: String, _ width: Int, _ fill: String, _ align: Unicode.Scalar
  ) -> String {
    let missing = width - text.scalarCount
    guard missing > 0 else { return text }
    switch align {
    case "<": return text.padded(to: width, with: fill, .end)
    case "^":
      return String(repeating: fill, count: missing / 2) + text
        + String(repeating: fill, count: missing - missing / 2)
    default: return text.padded(to: width, with: fill, .start)
    }
  }

  private func format(_ value: Int, _ form: FormatSpecification) throws(JinjaError) -> String {
    let radix: Int
    switch form.type {
    case nil, "d", "n": radix = 10
    case "b": radix = 2
    case "o": radix = 8
    case "x", "X": radix = 16
    case "c":
      guard form.precision == nil, form.sign == "-", form.grouping == nil,
        let scalar = UInt32(exactly: value).flatMap(Unicode.Scalar.init)
      else { throw error("the number can't be formatted as a character") }
      return aligned(String(scalar), form.width, form.fill ?? " ", form.align ?? "<")
    default: return try format(Double(value), form)
    }
    guard form.precision == nil, form.type != "n" || form.grouping == nil,
      form.grouping != "," || radix == 10
    else { throw error("whole numbers can't be formatted like that") }
    let digits = String(value.magnitude, radix: radix, uppercase: form.type == "X")
    var prefix = ""
    if form.isAlternative, radix != 10, let type = form.type { prefix = "0\(type)" }
    return numeral(
      prefix, digits, "", isNegative: value < 0, form, groupSize: radix == 10 ? 3 : 4)
  }

  private func format(_ value: Double, _ form: FormatSpecification) throws(JinjaError) -> String {
    var text: String
    let magnitude = value.magnitude
    guard form.precision ?? 0 < 1 << 20 else { throw error("the precision is too large") }
    switch form.type {
    case "f", "F":
      text = decimalText(
        magnitude, .fixed, precision: form.precision ?? 6, keepsPoint: form.isAlternative)
    case "e", "E":
      text = decimalText(
        magnitude, .exponent, precision: form.precision ?? 6, keepsPoint: form.isAlternative)
    case "g", "G", "n":
      text = decimalText(
        magnitude, .general, precision: form.precision ?? 6, keepsPoint: form.isAlternative)
    case "%":
      text =
        decimalText(
          magnitude * 100, .fixed, precision: form.precision ?? 6, keepsPoint: form.isAlternative)
        + "%"
    case nil: text = plainText(magnitude, form)
    default:
      throw error("a floating point number can't be formatted as '\(form.type ?? " ")'")
    }
    if let type = form.type, ["F", "E", "G"].contains(type) { text = text.uppercased() }
    let end = text.firstIndex { !$0.isWholeNumber } ?? text.endIndex
    let isFinite = value.isFinite
    return numeral(
      "", isFinite ? String(text[..<end]) : text, isFinite ? String(text[end...]) : "",
      isNegative: value.sign == .minus && !value.isNaN, form, groupSize: 3)
  }

  /// As a number prints, but with so many digits if a precision is given.
  private func plainText(_ value: Double, _ form: FormatSpecification) -> String {
    guard let precision = form.precision, value.isFinite else { return pythonText(value) }
    let digits = max(precision, 1)
    let exact = decimalText(value, .exponent, precision: digits - 1)
    let exponent = exact.firstIndex(of: "e").flatMap { Int(exact[exact.index(after: $0)...]) } ?? 0
    var text = decimalText(value, .general, precision: digits)
    if exponent >= -4, exponent < digits - 1 || digits > 1 && exponent < digits - 1 {
      if !text.contains(".") { text += ".0" }
    } else if exponent == digits - 1 {
      // Python leaves no digit for the zero behind the point, and takes the other way.
      text = exponentForm(exact)
    }
    return text
  }

  /// A number with an exponent without zeros at the end of its digits.
  private func exponentForm(_ exact: String) -> String {
    guard let mark = exact.firstIndex(of: "e") else { return exact }
    var digits = exact[..<mark]
    if digits.contains(".") {
      while digits.hasSuffix("0") { digits.removeLast() }
      if digits.hasSuffix(".") { digits.removeLast() }
    }
    return String(digits) + String(exact[mark...])
  }

  private func numeral(
    _ prefix: String, _ digits: String, _ rest: String, isNegative: Bool,
    _ form: FormatSpecification, groupSize: Int
  ) -> String {
    let sign = isNegative ? "-" : form.sign == "-" ? "" : String(form.sign)
    let fill = form.fill ?? (form.padsWithZeros ? "0" : " ")
    let align = form.align ?? (form.padsWithZeros ? "=" : ">")
    let room = form.width - sign.utf8.count - prefix.utf8.count - rest.utf8.count
    var body = digits
    if let grouping = form.grouping {
      body = grouped(
        digits, String(grouping), groupSize, room: align == "=" && fill == "0" ? room : 0)
    }
    guard align == "=" else {
      return aligned(sign + prefix + body + rest, form.width, fill, align)
    }
    return sign + prefix + body.padded(to: room, with: fill, .start) + rest
  }

  /// Digits with marks between groups; zeros that fill the room are grouped too.
  private func grouped(_ digits: String, _ mark: String, _ size: Int, room: Int) -> String {
    guard digits.allSatisfy(\.isHexDigit) else { return digits }
    func grouped(_ digits: String) -> String {
      var result = ""
      for (index, digit) in digits.enumerated() {
        if index > 0, (digits.utf8.count - index) % size == 0 { result += mark }
        result.append(digit)
      }
      return result
    }
    var digits = digits
    while grouped(digits).utf8.count < room { digits = "0" + digits }
    let result = grouped(digits)
    return result
  }
}
