/// Shell patterns as Go's `filepath.Match` reads them: `*`, `?`, `[a-z]`, `[^a-z]` and `\` for one
/// component of a path.
///
/// BuildKit uses them where links are followed, and to refuse malformed ignore patterns. What is
/// malformed behind the first part that does not match is not noticed there, nor is it here.
enum GlobMatch {
  /// Whether a pattern matches a name; nil when the pattern is seen to be malformed.
  static func matches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool? {
    var pattern = pattern[...]
    var name = name[...]
    next: while !pattern.isEmpty {
      let star = pattern.first == .star
      pattern = pattern.drop { $0 == .star }
      let chunk = pattern.prefix(chunkLength(pattern))
      pattern = pattern.dropFirst(chunk.count)
      if star, chunk.isEmpty { return !name.contains(.slash) }
      switch match(chunk, name) {
      case .malformed: return nil
      case .rest(let rest) where rest.isEmpty || !pattern.isEmpty:
        name = rest
        continue next
      case .rest, .no: break
      }
      guard star else { return false }
      while let first = name.first, first != .slash {
        name = name.dropFirst()
        switch match(chunk, name) {
        case .malformed: return nil
        case .rest(let rest) where rest.isEmpty || !pattern.isEmpty:
          name = rest
          continue next
        case .rest, .no: break
        }
      }
      return false
    }
    return name.isEmpty
  }

  /// Whether there is anything in a name that makes it a pattern.
  static func isPattern(_ name: [UInt8]) -> Bool {
    var escaped = false
    for byte in name {
      if !escaped, byte == .star || byte == .question || byte == .bracket { return true }
      escaped = !escaped && byte == .backslash
    }
    return false
  }

  private enum Outcome {
    case malformed
    case no
    /// It matches the beginning; what is left of the name.
    case rest(ArraySlice<UInt8>)
  }

  /// The length up to the next star that is not in brackets.
  private static func chunkLength(_ pattern: ArraySlice<UInt8>) -> Int {
    var inBrackets = false
    var index = pattern.startIndex
    while index < pattern.endIndex {
      switch pattern[index] {
      case .backslash: index += 1
      case .bracket: inBrackets = true
      case .closingBracket: inBrackets = false
      case .star where !inBrackets: return index - pattern.startIndex
      default: break
      }
      index += 1
    }
    return pattern.count
  }

  /// Matches a chunk without stars. After it has failed, the rest of it is still checked.
  private static func match(_ chunk: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Outcome {
    var chunk = chunk
    var name = name
    var failed = false
    while let symbol = chunk.popFirst() {
      failed = failed || name.isEmpty
      switch symbol {
      case .bracket:
        let (rune, width) = failed ? (0, 0) : UTF8Decoding.decode(name, at: 0)
        name = name.dropFirst(width)
        guard let isIn = takeClass(&chunk, rune) else { return .malformed }
        failed = failed || !isIn
      case .question:
        failed = failed || name.first == .slash
        if !failed { name = name.dropFirst(UTF8Decoding.decode(name, at: 0).width) }
      case .backslash:
        guard let literal = chunk.popFirst() else { return .malformed }
        failed = failed || name.popFirst() != literal
      default:
        failed = failed || name.popFirst() != symbol
      }
    }
    return failed ? .no : .rest(name)
  }

  /// Takes the rest of a class; whether a code point is in it, nil when it is malformed.
  private static func takeClass(_ chunk: inout ArraySlice<UInt8>, _ rune: UInt32) -> Bool? {
    let isNegated = chunk.first == .caret
    if isNegated { chunk = chunk.dropFirst() }
    var isIn = false
    var isFirst = true
    while isFirst || chunk.first != .closingBracket {
      guard let low = takeMember(&chunk) else { return nil }
      var high = low
      if chunk.first == .hyphen {
        chunk = chunk.dropFirst()
        guard let end = takeMember(&chunk) else { return nil }
        high = end
      }
      if low <= rune, rune <= high { isIn = true }
      isFirst = false
    }
    chunk = chunk.dropFirst()
    return isIn != isNegated
  }

  /// Takes a code point of a class; something must follow it.
  private static func takeMember(_ chunk: inout ArraySlice<UInt8>) -> UInt32? {
    if chunk.first == .hyphen || chunk.first == .closingBracket { return nil }
    if chunk.first == .backslash { chunk = chunk.dropFirst() }
    let (rune, width) = UTF8Decoding.decode(chunk, at: 0)
    if width == 0 || rune == UTF8Decoding.replacement && width == 1 { return nil }
    chunk = chunk.dropFirst(width)
    return chunk.isEmpty ? nil : rune
  }
}

extension UInt8 {
  static let star = UInt8(ascii: "*")
  static let question = UInt8(ascii: "?")
  static let bracket = UInt8(ascii: "[")
  static let closingBracket = UInt8(ascii: "]")
  static let backslash = UInt8(ascii: "\\")
  static let caret = UInt8(ascii: "^")
  static let hyphen = UInt8(ascii: "-")
  static let exclamation = UInt8(ascii: "!")
  static let hash = UInt8(ascii: "#")
}
