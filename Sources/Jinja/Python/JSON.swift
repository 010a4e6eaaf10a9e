extension Interpreter {
  /// JSON with sorted keys and ASCII only, safe to stand in HTML.
  func json(_ value: Value, indent: Value) throws(JinjaError) -> String {
    var writer = JSONWriter(self, try indentation(indent))
    try writer.write(value, depth: 0)
    return writer.text
  }

  private func indentation(_ value: Value) throws(JinjaError) -> String? {
    if value.isNone { return nil }
    if let text = value.text { return text }
    let width = try integer(argument: value, of: "tojson")
    try charge(1, times: width)
    return String(repeating: " ", count: max(width, 0))
  }
}

private struct JSONWriter {
  private let interpreter: Interpreter
  private let indentation: String?
  private(set) var text = ""

  init(_ interpreter: Interpreter, _ indentation: String?) {
    self.interpreter = interpreter
    self.indentation = indentation
  }

  mutating func write(_ value: Value, depth: Int) throws(JinjaError) {
    try interpreter.step()
    guard depth <= 2 * interpreter.limits.nesting else {
      throw interpreter.error(.limit, "a value is nested too deep for 'tojson'")
    }
    try interpreter.checkStack()
    let before = text.utf8.count
    switch value {
    case .none: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .int(let value): text += String(value)
    case .float(let value): text += Self.number(value)
    case .string(let string), .markup(let string): write(string)
    case .list(let list): try write(list.elements, depth)
    case .tuple(let tuple): try write(tuple.elements, depth)
    case .dict(let dict): try write(dict, depth)
    default:
      throw interpreter.error("a value of type '\(value.typeName)' has no JSON")
    }
    try interpreter.charge(text.utf8.count - before)
  }

  private static func number(_ value: Double) -> String {
    value.isNaN
      ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : pythonText(value)
  }

  private mutating func write(_ elements: [Value], _ depth: Int) throws(JinjaError) {
    guard !elements.isEmpty else {
      text += "[]"
      return
    }
    text += "["
    for (index, element) in elements.enumerated() {
      separate(isFirst: index == 0, depth + 1)
      try write(element, depth: depth + 1)
    }
    close("]", depth)
  }

  private mutating func write(_ dict: DictObject, _ depth: Int) throws(JinjaError) {
    guard dict.count > 0 else {
      text += "{}"
      return
    }
    let entries = dict.entries.map { Value.tuple([$0.key, $0.value]) }
    let sorted = try interpreter.sorted(entries, by: dict.entries.map(\.key))
    text += "{"
    for (index, entry) in sorted.enumerated() {
      guard case .tuple(let pair) = entry else { continue }
      separate(isFirst: index == 0, depth + 1)
      try write(key: pair.elements[0])
      text += ": "
      try write(pair.elements[1], depth: depth + 1)
    }
    close("}", depth)
  }

  private mutating func write(key: Value) throws(JinjaError) {
    switch key {
    case .string(let string), .markup(let string): write(string)
    case .none: write("null")
    case .bool(let value): write(value ? "true" : "false")
    case .int(let value): write(String(value))
    case .float(let value): write(Self.number(value))
    default:
      throw interpreter.error("a value of type '\(key.typeName)' can't be a key in JSON")
    }
  }

  private mutating func separate(isFirst: Bool, _ depth: Int) {
    if !isFirst { text += indentation == nil ? ", " : "," }
    breakLine(depth)
  }

  private mutating func close(_ bracket: String, _ depth: Int) {
    breakLine(depth)
    text += bracket
  }

  private mutating func breakLine(_ depth: Int) {
    guard let indentation else { return }
    text += "\n" + String(repeating: indentation, count: depth)
  }

  private mutating func write(_ string: String) {
    text += "\""
    for unit in string.utf16 {
      switch unit {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0x0A: text += "\\n"
      case 0x0D: text += "\\r"
      case 0x09: text += "\\t"
      case 0x08: text += "\\b"
      case 0x0C: text += "\\f"
      case 0x26, 0x27, 0x3C, 0x3E, 0..<0x20, 0x7F...:
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      }
    }
    text += "\""
  }
}
