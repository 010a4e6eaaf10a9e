/// Turns an ignore pattern into the regular expression that moby's patternmatcher makes of it.
///
/// The detour through a regular expression is not needed for matching, but it is what defines the
/// meaning: in `[*]` the star is replaced before the brackets are read, `\d` is a digit, `a|b*` are
/// alternatives, a trailing lone backslash takes the end anchor with it. Builds depend on it, so it
/// is kept to the letter.
struct PatternTranslation {
  /// How the pattern is matched.
  enum Kind {
    /// The path is equal to it.
    case exact
    /// The path begins with it, without the two stars at its end.
    case prefix
    /// The path ends with it, without the two stars at its beginning.
    case suffix
    case expression
  }

  private(set) var kind = Kind.exact
  /// The regular expression, in code points.
  private(set) var expression: [UInt32] = Self.text("^")

  /// What loses its meaning in expressions. Braces and the bar do not: moby means to escape them
  /// too, but its table has no room for them.
  private static let specials = Set(text(".+()$"))

  init(_ pattern: [UInt8]) {
    var runes = UTF8Decoding.runes(pattern)[...]
    if runes.first == 0xfeff { runes.removeFirst() }
    var isFirst = true
    while let rune = runes.popFirst() {
      switch rune {
      case Self.rune("*"):
        translateStar(&runes, isFirst)
      case Self.rune("?"):
        append("[^/]")
        kind = .expression
      case Self.rune("\\"):
        expression.append(rune)
        if let next = runes.popFirst() {
          expression.append(next)
          kind = .expression
        }
      case Self.rune("["), Self.rune("]"):
        expression.append(rune)
        kind = .expression
      default:
        if Self.specials.contains(rune) { append("\\") }
        expression.append(rune)
      }
      isFirst = false
    }
    append("$")
  }

  private mutating func translateStar(_ runes: inout ArraySlice<UInt32>, _ isFirst: Bool) {
    guard runes.first == Self.rune("*") else {
      append("[^/]*")
      kind = .expression
      return
    }
    runes.removeFirst()
    if runes.first == Self.rune("/") { runes.removeFirst() }
    if !runes.isEmpty {
      append("(.*/)?")
      kind = .expression
    } else if kind == .exact {
      kind = .prefix
    } else {
      append(".*")
      kind = .expression
    }
    if isFirst { kind = .suffix }
  }

  private mutating func append(_ text: String) {
    expression.append(contentsOf: Self.text(text))
  }

  private static func text(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  private static func rune(_ scalar: Unicode.Scalar) -> UInt32 { scalar.value }
}
