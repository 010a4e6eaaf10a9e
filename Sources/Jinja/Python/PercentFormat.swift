/// One `%` with what belongs to it.
private struct PercentField {
  var key: String?
  var flags: Set<UInt8> = []
  var width: Int?
  var precision: Int?
  var type: Unicode.Scalar = "s"

  func has(_ flag: Unicode.Scalar) -> Bool { flags.contains(UInt8(truncatingIfNeeded: flag.value)) }
}

extension Interpreter {
  /// Python's `format % values`.
  func percentFormat(
    _ format: String, _ values: Value, escapes: Bool = false
  ) throws(JinjaError) -> String {
    try charge(format.utf8.count)
    var formatter = PercentFormatter(self, Array(format.unicodeScalars), values, escapes: escapes)
    return try formatter.run()
  }
}

private struct PercentFormatter {
  let interpreter: Interpreter
  let scalars: [Unicode.Scalar]
  let values: Value
  let escapes: Bool
  var arguments: [Value]
  var used = 0
  var index = 0
  /// Whether values can be had by key, and may then be left over.
  let isMapping: Bool

  init(_ interpreter: Interpreter, _ scalars: [Unicode.Scalar], _ values: Value, escapes: Bool) {
    self.interpreter = interpreter
    self.scalars = scalars
    self.values = values
    self.escapes = escapes
    if case .tuple(let tuple) = values {
      arguments = tuple.elements
      isMapping = false
    } else {
      arguments = [values]
      switch values {
      case .dict, .list, .undefined: isMapping = true
      case .object(let object): isMapping = object.isSequence
      default: isMapping = false
      }
    }
  }

  mutating func run() throws(JinjaError) -> String {
    var result = String.UnicodeScalarView()
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      guard scalar == "%" else {
        result.append(scalar)
        continue
      }
      let field = try field()
      if field.type == "%" {
        result.append("%")
        continue
      }
      let text = try text(of: field)
      try interpreter.charge(text.utf8.count)
      result.append(contentsOf: text.unicodeScalars)
    }
    if used < arguments.count, !isMapping {
      throw interpreter.error("there are more values than places for them in the format")
    }
    return String(result)
  }

  private mutating func field() throws(JinjaError) -> PercentField {
    var field = PercentField()
    if peek == "(" {
      index += 1
      var depth = 1
      let start = index
      while depth > 0 {
        guard let scalar = peek else { throw incomplete }
        depth += scalar == "(" ? 1 : scalar == ")" ? -1 : 0
        index += 1
      }
      var key = String.UnicodeScalarView()
      key.append(contentsOf: scalars[start..<index - 1])
      field.key = String(key)
    }
    while let flag = peek, ["#", "0", "-", " ", "+"].contains(flag) {
      field.flags.insert(UInt8(flag.value))
      index += 1
    }
    if peek == "*" {
      index += 1
      let width = try integerArgument()
      if width < 0 { field.flags.insert(UInt8(ascii: "-")) }
      field.width = Int(clamping: width.magnitude)
    } else {
      field.width = try number()
    }
    if peek == "." {
      index += 1
      if peek == "*" {
        index += 1
        field.precision = max(try integerArgument(), 0)
      } else {
        field.precision = try number() ?? 0
      }
    }
    if let modifier = peek, ["h", "l", "L"].contains(modifier) { index += 1 }
    guard let type = peek else { throw incomplete }
    index += 1
    field.type = type
    return field
  }

  private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private var incomplete: JinjaError { interpreter.error("the format ends in the middle of a '%'") }

  private mutating func number() throws(JinjaError) -> Int? {
    var number: Int?
    while let scalar = peek, scalar.value < 0x80, UInt8(scalar.value).isDigit {
      let digits = (number ?? 0).multipliedReportingOverflow(by: 10)
      guard !digits.overflow, digits.partialValue < 1 << 31 else {
        throw interpreter.error("a number in the format is too large")
      }
      number = digits.partialValue + Int(scalar.value - 48)
      index += 1
    }
    return number
  }

  private mutating func integerArgument() throws(JinjaError) -> Int {
    guard let value = try argument().integer else {
      throw interpreter.error("'*' in the format needs a whole number")
    }
    return value
  }

  private mutating func argument() throws(JinjaError) -> Value {
    guard used < arguments.count else {
      throw interpreter.error("there are fewer values than places for them in the format")
    }
    used += 1
    return arguments[used - 1]
  }

  private mutating func value(of field: PercentField) throws(JinjaError) -> Value {
    guard let key = field.key else { return try argument() }
    used = arguments.count
    switch values {
    case .dict(let dict):
      if let value = dict[key] { return value }
      throw interpreter.error("the format needs a value for '\(key)'")
    case .undefined(let undefined): throw interpreter.error(undefined)
    default: throw interpreter.error("the format needs a dictionary")
    }
  }

  // MARK: Values

  private mutating func text(of field: PercentField) throws(JinjaError) -> String {
    let value = try value(of: field)
    try interpreter.charge(4, times: field.width ?? 0)
    try interpreter.charge(field.precision ?? 0)
    switch field.type {
    case "s", "r", "a":
      var text =
        field.type == "s"
        ? try interpreter.text(of: value) : try interpreter.representation(of: value)
      if field.type == "a" { text = text.asciiEscaped }
      if escapes, case .markup = value { return padded(cut(text, field), field) }
      if escapes { text = escaped(text) }
      return padded(cut(text, field), field)
    case "c":
      if let text = value.text, text.scalarCount == 1 { return padded(text, field) }
      guard let scalar = value.integer.flatMap({ UInt32(exactly: $0) }).flatMap(Unicode.Scalar.init)
      else { throw interpreter.error("'%c' needs one character or the number of one") }
      return padded(String(scalar), field)
    case "d", "i", "u", "x", "X", "o": return try integerText(value, field)
    case "e", "E", "f", "F", "g", "G": return try floatText(value, field)
    default: throw interpreter.error("there is no format '%\(field.type)'")
    }
  }

  private func cut(_ text: String, _ field: PercentField) -> String {
    guard let precision = field.precision else { return text }
    return String(text.unicodeScalars.prefix(precision))
  }

  private func padded(_ text: String, _ field: PercentField) -> String {
    text.padded(to: field.width ?? 0, field.has("-") ? .end : .start)
  }

  private func integerText(_ value: Value, _ field: PercentField) throws(JinjaError) -> String {
    let isDecimal = ["d", "i", "u"].contains(field.type)
    if isDecimal, case .undefined(let undefined) = value { throw interpreter.error(undefined) }
    var integer = value.integer
    if isDecimal, case .float(let float) = value {
      guard float.isFinite else { throw interpreter.error("'%d' needs a finite number") }
      guard let whole = Int(exactly: float.rounded(.towardZero)) else {
        throw interpreter.tooLarge()
      }
      integer = whole
    }
    guard let integer else {
      throw interpreter.error("'%\(field.type)' needs a number, not \(value.typeName)")
    }
    let radix = isDecimal ? 10 : field.type == "o" ? 8 : 16
    var digits = String(integer.magnitude, radix: radix, uppercase: field.type == "X")
    digits = digits.padded(to: field.precision ?? 0, with: "0", .start)
    let prefix = !field.has("#") || isDecimal ? "" : field.type == "o" ? "0o" : "0\(field.type)"
    return numeral(prefix, digits, isNegative: integer < 0, field)
  }

  private func floatText(_ value: Value, _ field: PercentField) throws(JinjaError) -> String {
    if case .undefined(let undefined) = value { throw interpreter.error(undefined) }
    guard let number = Number(value)?.double else {
      throw interpreter.error("'%\(field.type)' needs a number, not \(value.typeName)")
    }
    guard field.precision ?? 0 < 1000 else { throw interpreter.error("the precision is too large") }
    let isUpper = ["E", "F", "G"].contains(field.type)
    let style: DecimalStyle =
      ["e", "E"].contains(field.type)
      ? .exponent : ["f", "F"].contains(field.type) ? .fixed : .general
    let text = decimalText(
      number.magnitude, style, precision: field.precision ?? 6, keepsPoint: field.has("#"))
    return numeral(
      "", isUpper ? text.uppercased() : text, isNegative: number.sign == .minus && !number.isNaN,
      field)
  }

  /// A number with its sign, filled up with zeros or blanks.
  private func numeral(
    _ prefix: String, _ digits: String, isNegative: Bool, _ field: PercentField
  ) -> String {
    let sign = isNegative ? "-" : field.has("+") ? "+" : field.has(" ") ? " " : ""
    guard field.has("0"), !field.has("-") else { return padded(sign + prefix + digits, field) }
    let width = (field.width ?? 0) - sign.utf8.count - prefix.utf8.count
    return sign + prefix + digits.padded(to: width, with: "0", .start)
  }
}

extension String {
  /// With escapes for what isn't ASCII, as Python's `ascii` writes it.
  var asciiEscaped: String {
    unicodeScalars.reduce(into: "") { text, scalar in
      if scalar.value < 0x80 {
        text.unicodeScalars.append(scalar)
      } else {
        text += pythonEscape(scalar)
      }
    }
  }
}
