extension Interpreter {
  /// Calls a method of a text.
  func callTextMethod(
    _ name: String, of text: String, _ arguments: Arguments
  ) throws(JinjaError) -> Value {
    try charge(text.utf8.count)
    if let value = try caseMethod(name, text, arguments) { return value }
    if let value = try predicate(name, text, arguments) { return value }
    if let value = try stripMethod(name, text, arguments) { return value }
    if let value = try splitMethod(name, text, arguments) { return value }
    if let value = try searchMethod(name, text, arguments) { return value }
    switch name {
    case "format": return .string(try braceFormat(text, arguments))
    case "format_map":
      let values = try bind(arguments, .positional(1), of: name)
      return .string(try braceFormat(text, map: values[0] ?? .none))
    case "join":
      let values = try bind(arguments, .positional(1), of: name)
      return .string(try join(text, values[0] ?? .none))
    case "replace":
      let values = try bind(arguments, .positional(2...3), of: name)
      return .string(
        try replace(
          text, try self.text(argument: values[0], of: name),
          with: try self.text(argument: values[1], of: name),
          limit: try integer(argument: values[2], default: -1, of: name)))
    case "center", "ljust", "rjust", "zfill": return try pad(name, text, arguments)
    case "expandtabs":
      let values = try bind(arguments, Signature(["tabsize"], required: 0), of: name)
      return .string(
        try expandTabs(text, try integer(argument: values[0], default: 8, of: name)))
    default: throw error(.unsupported, "the method '\(name)' of text is not supported")
    }
  }

  // MARK: Letters

  private func caseMethod(
    _ name: String, _ text: String, _ arguments: Arguments
  ) throws(JinjaError) -> Value? {
    let change: (String) -> String
    switch name {
    case "upper": change = CaseMapping.upper
    case "lower": change = CaseMapping.lower
    case "capitalize": change = CaseMapping.capitalize
    case "title": change = CaseMapping.title
    case "swapcase": change = CaseMapping.swap
    case "casefold": change = CaseMapping.fold
    default: return nil
    }
    _ = try bind(arguments, .positional(0), of: name)
    return .string(change(text))
  }

  private func predicate(
    _ name: String, _ text: String, _ arguments: Arguments
  ) throws(JinjaError) -> Value? {
    let scalars = text.unicodeScalars
    let result: Bool
    switch name {
    case "isalnum": result = !text.isEmpty && scalars.allSatisfy(\.isPythonAlphanumeric)
    case "isalpha": result = !text.isEmpty && scalars.allSatisfy(\.isPythonLetter)
    case "isascii": result = scalars.allSatisfy { $0.value < 0x80 }
    case "isdecimal": result = !text.isEmpty && scalars.allSatisfy(\.isPythonDecimal)
    case "isdigit": result = !text.isEmpty && scalars.allSatisfy(\.isPythonDigit)
    case "isnumeric":
      result = !text.isEmpty && scalars.allSatisfy { $0.properties.numericType != nil }
    case "isidentifier": result = text.isPythonIdentifier
    case "islower": result = text.isPythonLower
    case "isupper": result = text.isPythonUpper
    case "isprintable": result = scalars.allSatisfy(\.isPythonPrintable)
    case "isspace": result = !text.isEmpty && scalars.allSatisfy(\.isPythonSpace)
    case "istitle": result = text.isPythonTitle
    default: return nil
    }
    _ = try bind(arguments, .positional(0), of: name)
    return .bool(result)
  }

  // MARK: Ends

  private func stripMethod(
    _ name: String, _ text: String, _ arguments: Arguments
  ) throws(JinjaError) -> Value? {
    switch name {
    case "strip", "lstrip", "rstrip":
      let value = try bind(arguments, .positional(0...1), of: name)[0]
      let scalars = value?.isNone ?? true ? nil : try self.text(argument: value, of: name)
      return .string(text.stripped(scalars, start: name != "rstrip", end: name != "lstrip"))
    case "removeprefix":
      let prefix = try self.text(argument: bind(arguments, .positional(1), of: name)[0], of: name)
      let count = prefix.utf8.count
      guard text.hasBytes(prefix, atEnd: false) else { return .string(text) }
      return .string(text.bytes(count..<text.utf8.count))
    case "removesuffix":
      let suffix = try self.text(argument: bind(arguments, .positional(1), of: name)[0], of: name)
      guard text.hasBytes(suffix, atEnd: true) else { return .string(text) }
      return .string(text.bytes(0..<text.utf8.count - suffix.utf8.count))
    case "startswith", "endswith":
      let values = try bind(arguments, .positional(1...3), of: name)
      guard let part = try part(of: text, values[1], values[2], name)?.text else {
        return .bool(false)
      }
      var candidates: [Value?] = [values[0]]
      if case .tuple(let tuple)? = values[0] { candidates = tuple.elements }
      for candidate in candidates {
        let wanted = try self.text(argument: candidate, of: name)
        if part.hasBytes(wanted, atEnd: name == "endswith") { return .bool(true) }
      }
      return .bool(false)
    default: return nil
    }
  }

  private func pad(
    _ name: String, _ text: String, _ arguments: Arguments
  ) throws(JinjaError) -> Value {
    let values = try bind(arguments, .positional(name == "zfill" ? 1...1 : 1...2), of: name)
    let width = try integer(argument: values[0], of: name)
    var fill = " "
    if values.count > 1, let value = values[1] {
      fill = try self.text(argument: value, of: name)
      guard fill.scalarCount == 1 else { throw error("'\(name)' fills with one character") }
    }
    try charge(4, times: width)
    guard name == "zfill" else {
      let side: PaddedSide = name == "center" ? .both : name == "ljust" ? .end : .start
      return .string(text.padded(to: width, with: fill, side))
    }
    let sign = text.hasPrefix("-") || text.hasPrefix("+") ? 1 : 0
    let digits = text.bytes(sign..<text.utf8.count)
    return .string(text.bytes(0..<sign) + digits.padded(to: width - sign, with: "0", .start))
  }

  private func expandTabs(_ text: String, _ size: Int) throws(JinjaError) -> String {
    var result = String.UnicodeScalarView()
    var column = 0
    for scalar in text.unicodeScalars {
      guard scalar == "\t" else {
        result.append(scalar)
        column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
        continue
      }
      guard size > 0 else { continue }
      let count = size - column % size
      try charge(count)
      result.append(contentsOf: repeatElement(" ", count: count))
      column += count
    }
    return String(result)
  }
}

extension String {
  /// Whether it begins or ends with these bytes.
  func hasBytes(_ part: String, atEnd: Bool) -> Bool {
    guard part.utf8.count <= utf8.count else { return false }
    return atEnd
      ? utf8.suffix(part.utf8.count).elementsEqual(part.utf8)
      : utf8.prefix(part.utf8.count).elementsEqual(part.utf8)
  }

  var isPythonIdentifier: Bool {
    guard let first = unicodeScalars.first else { return false }
    return (first == "_" || first.properties.isXIDStart)
      && unicodeScalars.dropFirst().allSatisfy { $0.properties.isXIDContinue }
  }

  var isPythonLower: Bool {
    let cased = unicodeScalars.filter(\.isCased)
    return !cased.isEmpty && cased.allSatisfy(\.isLower)
  }

  var isPythonUpper: Bool {
    let cased = unicodeScalars.filter(\.isCased)
    return !cased.isEmpty && cased.allSatisfy(\.isUpper)
  }

  var isPythonTitle: Bool {
    var afterLetter = false
    var found = false
    for scalar in unicodeScalars {
      let isCased = scalar.isCased
      if isCased {
        if afterLetter != scalar.isLower { return false }
        found = true
      }
      afterLetter = isCased
    }
    return found
  }
}
