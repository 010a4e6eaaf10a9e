/// The attribute of elements that a filter looks at, such as `address.city` or `0`.
struct AttributePath {
  private let parts: [Value]
  private let ignoresCase: Bool
  private let standard: Value?

  /// - Parameter standard: what stands for attributes that aren't there.
  init(
    _ attribute: Value?, ignoresCase: Bool = false, default standard: Value? = nil,
    _ interpreter: Interpreter
  ) throws(JinjaError) {
    self.ignoresCase = ignoresCase
    self.standard = standard
    guard let attribute, !attribute.isNone else {
      parts = []
      return
    }
    guard let text = attribute.text else {
      parts = [attribute]
      return
    }
    var parts: [Value] = []
    for part in try interpreter.split(text, by: ".") {
      let isNumber = !part.isEmpty && part.unicodeScalars.allSatisfy(\.isPythonDigit)
      parts.append(isNumber ? .int(Int(part) ?? Int.max) : .string(part))
    }
    self.parts = parts
  }

  func value(of element: Value, _ interpreter: Interpreter) throws(JinjaError) -> Value {
    var value = element
    for part in parts {
      value = try interpreter.item(part, of: value)
      if let standard, value.isUndefined { value = standard }
    }
    guard ignoresCase else { return value }
    try interpreter.charge(text: value)
    return value.ignoringCase
  }
}

extension Value {
  /// Text in lower case; anything else as it is.
  var ignoringCase: Value {
    switch self {
    case .string(let text): .string(CaseMapping.lower(text))
    case .markup(let text): .markup(CaseMapping.lower(text))
    default: self
    }
  }
}
