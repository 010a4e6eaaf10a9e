/// Text with the characters that HTML knows replaced.
func escaped(_ text: String) -> String {
  guard text.utf8.contains(where: { isSpecial($0) }) else { return text }
  var result: [UInt8] = []
  result.reserveCapacity(text.utf8.count + 16)
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "&"): result += Array("&amp;".utf8)
    case UInt8(ascii: "<"): result += Array("&lt;".utf8)
    case UInt8(ascii: ">"): result += Array("&gt;".utf8)
    case UInt8(ascii: "'"): result += Array("&#39;".utf8)
    case UInt8(ascii: "\""): result += Array("&#34;".utf8)
    default: result.append(byte)
    }
  }
  return String(decoding: result, as: UTF8.self)
}

private func isSpecial(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "'"),
    UInt8(ascii: "\""):
    true
  default: false
  }
}

extension Interpreter {
  /// Calls a method of text that is marked as safe: what it gives is marked too, and what goes into it
  /// is escaped.
  func callMarkupMethod(
    _ name: String, of text: String, _ arguments: Arguments
  ) throws(JinjaError) -> Value {
    switch name {
    case "format": return .markup(try braceFormat(text, arguments, escapes: true))
    case "striptags":
      _ = try bind(arguments, .positional(0), of: name)
      return .string(strippedOfTags(text))
    case "unescape", "escape", "encode", "translate", "format_map":
      throw error(.unsupported, "the method '\(name)' of safe text is not supported")
    case "join":
      let values = try bind(arguments, .positional(1), of: name)
      var parts: [Value] = []
      for value in try elements(of: values[0] ?? .none) { parts.append(try escapedText(value)) }
      return .markup(try join(text, .list(parts)))
    case "replace", "center", "ljust", "rjust", "strip", "lstrip", "rstrip", "removeprefix",
      "removesuffix":
      var arguments = arguments
      for index in arguments.positional.indices {
        if case .string(let argument) = arguments.positional[index] {
          arguments.positional[index] = .string(escaped(argument))
        }
      }
      return marked(try callTextMethod(name, of: text, arguments))
    default: return marked(try callTextMethod(name, of: text, arguments))
    }
  }

  /// A value as text in which HTML's characters are replaced, unless it is marked as safe.
  func escapedText(_ value: Value) throws(JinjaError) -> Value {
    if case .markup = value { return value }
    let text = try text(of: value)
    try charge(text.utf8.count)
    return .markup(escaped(text))
  }

  private func marked(_ value: Value) -> Value {
    switch value {
    case .string(let text): .markup(text)
    case .list(let list): .list(list.elements.map(marked))
    case .tuple(let tuple): .tuple(tuple.elements.map(marked))
    default: value
    }
  }

  /// Text without comments and tags of HTML, and with single blanks.
  func strippedOfTags(_ text: String) -> String {
    var bytes = Array(text.utf8)
    bytes = Self.without(bytes, from: Array("<!--".utf8), to: Array("-->".utf8))
    bytes = Self.without(bytes, from: Array("<".utf8), to: Array(">".utf8))
    let words = String(decoding: bytes, as: UTF8.self).words()
    return unescaped(words.joined(separator: " "))
  }

  private static func without(_ bytes: [UInt8], from begin: [UInt8], to end: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    func has(_ mark: [UInt8], at place: Int) -> Bool {
      place + mark.count <= bytes.count && bytes[place..<place + mark.count].elementsEqual(mark)
    }
    while index < bytes.count {
      if has(begin, at: index) {
        var close = index + begin.count
        while close < bytes.count, !has(end, at: close) { close += 1 }
        guard close < bytes.count else {
          result += bytes[index...]
          break
        }
        index = close + end.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }

  /// The names of characters that are common, and their numbers, made characters again.
  private func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    let names = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}"]
    var result = ""
    var rest = Substring(text)
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      rest = rest[mark...]
      let name = rest.dropFirst().prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
      let number =
        name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16)
        : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
      let replacement =
        names[String(name)] ?? number.flatMap(Unicode.Scalar.init).map { String($0) }
      if let replacement, rest[name.endIndex...].hasPrefix(";") {
        result += replacement
        rest = rest[name.endIndex...].dropFirst()
      } else {
        result += "&"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }
}
