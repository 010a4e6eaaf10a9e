extension Lexer {
  /// Reads what stands inside a tag, its end included.
  mutating func readExpression(until end: Token.Kind) throws(SyntaxProblem) {
    var open: [Token.Kind] = []
    while true {
      offset = source.skippingSpace(from: offset)
      let begin = offset
      // Inside brackets '}}' is two braces, and '%}' a remainder and a brace.
      if open.isEmpty {
        let passed =
          end == .blockEnd
          ? passEnd("%}", at: begin, trim: true) : passEnd("}}", at: begin, trim: false)
        if passed {
          add(end, at: begin)
          return
        }
      }
      guard let (scalar, _) = source.scalar(at: begin) else {
        // The parser knows best what is missing.
        return
      }
      if scalar.value < 0x80, UInt8(scalar.value).isDigit {
        readNumber()
      } else if scalar.isPythonWord {
        try readName()
      } else if scalar == "'" || scalar == "\"" {
        try readString(quote: UInt8(scalar.value))
      } else {
        try readOperator(&open)
      }
    }
  }

  private mutating func readName() throws(SyntaxProblem) {
    let begin = offset
    var valid = true
    while let (scalar, length) = source.scalar(at: offset), scalar.isPythonWord {
      if scalar.value >= 0x80 {
        let properties = scalar.properties
        valid = valid && (offset == begin ? properties.isXIDStart : properties.isXIDContinue)
      }
      offset += length
    }
    guard valid else { throw problem("a name holds a character that names don't have", at: begin) }
    add(.name, source.text(begin..<offset), at: begin)
  }

  // MARK: Numbers

  private mutating func readNumber() {
    let begin = offset
    let afterDot = begin > 0 && source.bytes[begin - 1] == UInt8(ascii: ".")
    if !afterDot, let end = floatEnd(from: begin) {
      offset = end
      add(.float, numeral(begin..<end), at: begin)
      return
    }
    offset = integerEnd(from: begin)
    add(.integer, numeral(begin..<offset), at: begin)
  }

  private func numeral(_ range: Range<Int>) -> String {
    String(decoding: source.bytes[range].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
  }

  private func byte(at index: Int) -> UInt8 { index < source.bytes.count ? source.bytes[index] : 0 }

  /// The end of digits with single underscores between them; nil if there is none.
  private func digitsEnd(from begin: Int, _ isDigit: (UInt8) -> Bool = \.isDigit) -> Int? {
    guard isDigit(byte(at: begin)) else { return nil }
    var index = begin + 1
    while true {
      if isDigit(byte(at: index)) {
        index += 1
      } else if byte(at: index) == UInt8(ascii: "_"), isDigit(byte(at: index + 1)) {
        index += 2
      } else {
        return index
      }
    }
  }

  private func floatEnd(from begin: Int) -> Int? {
    guard var end = digitsEnd(from: begin) else { return nil }
    var isFloat = false
    if byte(at: end) == UInt8(ascii: "."), let fraction = digitsEnd(from: end + 1) {
      end = fraction
      isFloat = true
    }
    if byte(at: end) | 0x20 == UInt8(ascii: "e") {
      let signed = byte(at: end + 1) == UInt8(ascii: "+") || byte(at: end + 1) == UInt8(ascii: "-")
      if let exponent = digitsEnd(from: end + (signed ? 2 : 1)) { return exponent }
    }
    return isFloat ? end : nil
  }

  private func integerEnd(from begin: Int) -> Int {
    guard byte(at: begin) == UInt8(ascii: "0") else { return digitsEnd(from: begin) ?? begin + 1 }
    let isDigit: ((UInt8) -> Bool)? =
      switch byte(at: begin + 1) | 0x20 {
      case UInt8(ascii: "x"): \.isHexDigit
      case UInt8(ascii: "o"): { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "7") }
      case UInt8(ascii: "b"): { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }
      default: nil
      }
    if let isDigit {
      let underscore = byte(at: begin + 2) == UInt8(ascii: "_") ? 1 : 0
      if let end = digitsEnd(from: begin + 2 + underscore, isDigit) { return end }
      return begin + 1
    }
    return digitsEnd(from: begin) { $0 == UInt8(ascii: "0") } ?? begin + 1
  }

  // MARK: Operators

  private mutating func readOperator(_ open: inout [Token.Kind]) throws(SyntaxProblem) {
    let begin = offset
    let first = byte(at: begin)
    if let kind = Self.pair(first, byte(at: begin + 1)) {
      offset += 2
      add(kind, at: begin)
      return
    }
    guard let kind = Self.single(first) else {
      let scalar = source.scalar(at: begin)?.scalar ?? "?"
      throw problem("unexpected character '\(scalar)'", at: begin)
    }
    switch kind {
    case .leftBrace: open.append(.rightBrace)
    case .leftBracket: open.append(.rightBracket)
    case .leftParenthesis: open.append(.rightParenthesis)
    case .rightBrace, .rightBracket, .rightParenthesis:
      guard let expected = open.popLast() else {
        throw problem("'\(kind.rawValue)' closes nothing", at: begin)
      }
      guard expected == kind else {
        throw problem("'\(kind.rawValue)' where '\(expected.rawValue)' must close", at: begin)
      }
    default: break
    }
    offset += 1
    add(kind, at: begin)
  }

  private static func pair(_ first: UInt8, _ second: UInt8) -> Token.Kind? {
    switch (Unicode.Scalar(first), Unicode.Scalar(second)) {
    case ("/", "/"): .floorDivide
    case ("*", "*"): .power
    case ("=", "="): .equal
    case ("!", "="): .notEqual
    case (">", "="): .greaterOrEqual
    case ("<", "="): .lessOrEqual
    default: nil
    }
  }

  private static func single(_ byte: UInt8) -> Token.Kind? {
    switch Unicode.Scalar(byte) {
    case "+": .add
    case "-": .subtract
    case "/": .divide
    case "*": .multiply
    case "%": .modulo
    case "~": .tilde
    case "[": .leftBracket
    case "]": .rightBracket
    case "(": .leftParenthesis
    case ")": .rightParenthesis
    case "{": .leftBrace
    case "}": .rightBrace
    case ">": .greater
    case "<": .less
    case "=": .assign
    case ".": .dot
    case ":": .colon
    case "|": .pipe
    case ",": .comma
    case ";": .semicolon
    default: nil
    }
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  var isHexDigit: Bool { hexValue != nil }

  /// The value of a hexadecimal digit.
  var hexValue: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}

extension Unicode.Scalar {
  /// Whether Python's regular expressions take it for a word character, or names can hold it.
  var isPythonWord: Bool {
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    case 0..<0x80: false
    default: isPythonAlphanumeric || properties.isXIDContinue
    }
  }
}
