extension Interpreter {
  func applyText(
    _ filter: BuiltinFilter, _ value: Value, _ values: [Value?]
  ) throws(JinjaError) -> Value {
    switch filter {
    case .string: return try softText(value)
    case .upper, .lower, .capitalize:
      return try call(method: filter.rawValue, of: softText(value))
    case .center:
      let width = try integer(argument: values[0], default: 80, of: "center")
      return try call(method: "center", of: softText(value), [.int(width)])
    case .trim: return try call(method: "strip", of: softText(value), [values[0] ?? .none])
    case .title: return .string(titled(try text(of: value)))
    case .replace:
      let count = values[2].flatMap { $0.isNone ? nil : $0 }
      let result = try replace(
        text(of: value), text(of: values[0] ?? .none), with: text(of: values[1] ?? .none),
        limit: integer(argument: count, default: -1, of: "replace"))
      return .string(result)
    case .join:
      let path = try AttributePath(values[1], self)
      let separator = try values[0].map { (value) throws(JinjaError) in try text(of: value) } ?? ""
      if values[1]?.isNone ?? true { return .string(try joinAll(separator, value)) }
      var parts: [Value] = []
      for element in try elements(of: iterator(over: value)) {
        parts.append(try path.value(of: element, self))
      }
      return .string(try joinAll(separator, .list(parts)))
    case .indent: return try indent(value, values)
    case .truncate: return try truncate(value, values)
    case .wordcount: return .int(wordCount(try text(of: value)))
    case .wordwrap: return try wordWrap(value, values)
    case .urlencode: return .string(try urlEncode(value))
    case .e, .escape: return try escapedText(value)
    case .forceescape: return .markup(escaped(try text(of: value)))
    case .safe: return .markup(try text(of: value))
    case .striptags: return .string(strippedOfTags(try text(of: value)))
    case .xmlattr: return .string(try xmlAttributes(value, space: values[0]?.isTrue ?? true))
    default: throw error("there is no filter '\(filter.rawValue)'")
    }
  }

  /// A value as text that stays marked as safe if it is.
  func softText(_ value: Value) throws(JinjaError) -> Value {
    if value.text != nil { return value }
    return .string(try text(of: value))
  }

  private func call(
    method: String, of value: Value, _ arguments: [Value] = []
  ) throws(JinjaError) -> Value {
    try BoundMethod(value, method).call(Arguments(positional: arguments), self)
  }

  func formatFilter(_ value: Value, _ arguments: Arguments) throws(JinjaError) -> Value {
    guard arguments.positional.isEmpty || arguments.named.isEmpty else {
      throw error("'format' takes values either by name or not, not both")
    }
    var values = Value.tuple(arguments.positional)
    if !arguments.named.isEmpty {
      let dict = DictObject()
      for (name, value) in arguments.named { dict.set(name, to: value) }
      values = .dict(dict)
    }
    return try apply(.modulo, softText(value), values)
  }

  private func titled(_ text: String) -> String {
    var result = ""
    var word: [Unicode.Scalar] = []
    func finish() {
      guard let first = word.first else { return }
      result += first.properties.uppercaseMapping
      var rest = String.UnicodeScalarView()
      rest.append(contentsOf: word.dropFirst())
      result += CaseMapping.lower(String(rest))
      word = []
    }
    for scalar in text.unicodeScalars {
      if scalar.isPythonSpace || ["-", "(", "{", "[", "<"].contains(scalar) {
        finish()
        result.unicodeScalars.append(scalar)
      } else {
        word.append(scalar)
      }
    }
    finish()
    return result
  }

  private func wordCount(_ text: String) -> Int {
    var count = 0
    var inWord = false
    for scalar in text.unicodeScalars {
      let isWord = scalar == "_" || scalar.isPythonAlphanumeric
      if isWord, !inWord { count += 1 }
      inWord = isWord
    }
    return count
  }

  // MARK: Lines

  private func indent(_ value: Value, _ values: [Value?]) throws(JinjaError) -> Value {
    if case .undefined(let undefined) = value { throw error(undefined) }
    guard let text = value.text else { throw error("'indent' needs text, not a \(value.typeName)") }
    let indentation: String
    if let given = values[0]?.text {
      indentation = given
    } else {
      let width = try integer(argument: values[0], default: 4, of: "indent")
      try charge(1, times: width)
      indentation = String(repeating: " ", count: max(width, 0))
    }
    let lines = (text + "\n").lines()
    try charge(text.utf8.count)
    try charge(indentation.utf8.count, times: lines.count)
    let indentsBlank = values[2]?.isTrue ?? false
    var result = values[1]?.isTrue ?? false ? indentation : ""
    for (index, line) in lines.enumerated() {
      if index > 0 {
        result += "\n"
        if indentsBlank || !line.isEmpty { result += indentation }
      }
      result += line
    }
    if case .markup = value { return .markup(result) }
    return .string(result)
  }

  private func truncate(_ value: Value, _ values: [Value?]) throws(JinjaError) -> Value {
    let length = try integer(argument: values[0], default: 255, of: "truncate")
    let killsWords = values[1]?.isTrue ?? false
    let end =
      try values[2].map { (value) throws(JinjaError) in
        try text(argument: value, of: "truncate")
      } ?? "..."
    let leeway = try integer(
      argument: values[3].flatMap { $0.isNone ? nil : $0 }, default: 5, of: "truncate")
    guard length >= end.scalarCount else {
      throw error("'truncate' can't make text shorter than what it ends with")
    }
    guard leeway >= 0 else { throw error("the leeway of 'truncate' must not be negative") }
    guard let count = self.length(of: value) else {
      throw error("a \(value.typeName) has no length")
    }
    if count <= length.addingReportingOverflow(leeway).partialValue || length > Int.max - leeway {
      return value
    }
    guard let text = value.text else { throw error("'truncate' needs text") }
    var cut = String(text.unicodeScalars.prefix(length - end.scalarCount))
    if !killsWords, let blank = TextSearch.lastOffset(of: " ", in: cut) {
      cut = cut.bytes(0..<blank)
    }
    if case .markup = value { return .markup(cut + escaped(end)) }
    return .string(cut + end)
  }

  private func wordWrap(_ value: Value, _ values: [Value?]) throws(JinjaError) -> Value {
    if case .undefined(let undefined) = value { throw error(undefined) }
    guard let text = value.text else {
      throw error("'wordwrap' needs text, not a \(value.typeName)")
    }
    let width = try integer(argument: values[0], default: 79, of: "wordwrap")
    let mark =
      try values[2].flatMap { $0.isNone ? nil : $0 }.map { (value) throws(JinjaError) in
        try self.text(argument: value, of: "wordwrap")
      } ?? "\n"
    guard width > 0 else { throw error("'wordwrap' needs a width above zero") }
    let wrapping = TextWrapping(
      width: width, breaksLongWords: values[1]?.isTrue ?? true,
      breaksOnHyphens: values[3]?.isTrue ?? true)
    var lines: [String] = []
    for line in text.lines() {
      try charge(8 * line.utf8.count)
      lines.append(wrapping.wrap(line).joined(separator: mark))
    }
    try charge(mark.utf8.count, times: lines.count)
    return .string(lines.joined(separator: mark))
  }

  // MARK: The web

  private func urlEncode(_ value: Value) throws(JinjaError) -> String {
    if let text = value.text { return percentEncoded(text, keepsSlash: true) }
    let pairs: [Value]
    switch value {
    case .dict(let dict): pairs = dict.entries.map { .tuple([$0.key, $0.value]) }
    default:
      guard let iterator = try iteratorIfAny(over: value) else {
        return percentEncoded(try text(of: value), keepsSlash: true)
      }
      pairs = try elements(of: iterator)
    }
    var parts: [String] = []
    for pair in pairs {
      let elements = try elements(of: pair)
      guard elements.count == 2 else { throw error("'urlencode' needs text or pairs") }
      let name = percentEncoded(try text(of: elements[0]), keepsSlash: false)
      let content = percentEncoded(try text(of: elements[1]), keepsSlash: false)
      try charge(name.utf8.count + content.utf8.count)
      parts.append("\(name)=\(content)")
    }
    return parts.joined(separator: "&")
  }

  private func percentEncoded(_ text: String, keepsSlash: Bool) -> String {
    var result: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "~"):
        result.append(byte)
      case UInt8(ascii: "/") where keepsSlash: result.append(byte)
      case UInt8(ascii: " ") where !keepsSlash: result.append(UInt8(ascii: "+"))
      default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private func xmlAttributes(_ value: Value, space: Bool) throws(JinjaError) -> String {
    if case .undefined(let undefined) = value { throw error(undefined) }
    guard case .dict(let dict) = value else { throw error("'xmlattr' needs a dictionary") }
    var parts: [String] = []
    for (key, value) in dict.entries {
      if value.isNone || value.isUndefined { continue }
      guard let name = key.text,
        !name.unicodeScalars.contains(where: {
          $0.value < 0x80
            && ($0.isPythonSpace && $0.value < 0x1C || $0 == " " || $0 == "/"
              || $0 == ">" || $0 == "=")
        })
      else { throw error("the name of an attribute holds a character that it must not have") }
      let content = try escapedText(value).text ?? ""
      let escapedName = try escapedText(key).text ?? ""
      try charge(content.utf8.count + name.utf8.count)
      parts.append("\(escapedName)=\"\(content)\"")
    }
    let text = parts.joined(separator: " ")
    return space && !text.isEmpty ? " " + text : text
  }
}
