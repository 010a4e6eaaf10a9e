/// Reads the regular expressions that ``PatternTranslation`` makes, in the syntax of Go's package
/// `regexp`. Only what can occur in them is known: no groups but the one for `**`.
struct ExpressionParser {
  /// The expression is malformed.
  struct Malformed: Error {}

  /// More steps than this are refused; counts could make millions of them.
  private static let limit = 1 << 16

  private var rest: ArraySlice<UInt32>
  /// The alternatives, each a sequence of steps.
  private(set) var branches: [[PathExpression.Step]] = [[]]
  private(set) var sets: [RuneSet] = []
  /// Where the last thing begins in the last branch that a count may follow; nil when there is none.
  private var lastThing: Int?
  /// Whether a repetition was read last; another one must not follow.
  private var isRepeated = false

  init(_ expression: [UInt32]) throws(Malformed) {
    rest = expression[...]
    while let rune = rest.popFirst() {
      let wasRepeated = isRepeated
      isRepeated = false
      try parse(rune, wasRepeated)
      guard branches[branches.count - 1].count <= Self.limit else { throw Malformed() }
    }
  }

  private mutating func parse(_ rune: UInt32, _ wasRepeated: Bool) throws(Malformed) {
    switch Unicode.Scalar(rune) {
    case "^": append([.beginning])
    case "$": append([.end])
    case "|":
      branches.append([])
      lastThing = nil
    case "(":
      // `(.*/)?`
      rest = rest.dropFirst(5)
      append([.optional(2), .star(.notLineFeed), .one(.rune(0x2f))])
      isRepeated = true
    case ".":
      // `.*`
      rest = rest.dropFirst()
      append([.star(.notLineFeed)])
      isRepeated = true
    case "[": append(try parseClass())
    case "{":
      let before = rest
      if let count = try takeCount() {
        guard !wasRepeated else { throw Malformed() }
        try repeatLastThing(count.low, count.high)
        isRepeated = true
      } else {
        rest = before
        append([.one(.rune(rune))])
      }
    case "\\": try parseEscape()
    default: append([.one(.rune(rune))])
    }
  }

  private mutating func append(_ steps: [PathExpression.Step]) {
    lastThing = branches[branches.count - 1].count
    branches[branches.count - 1] += steps
  }

  private mutating func append(_ set: RuneSet) {
    var member = PathExpression.Member.notSlash
    if !set.isAllButSlash {
      member = .set(sets.count)
      sets.append(set)
    }
    isRepeated = rest.first == 0x2a
    if isRepeated { rest.removeFirst() }
    append([isRepeated ? .star(member) : .one(member)])
  }

  /// Reads a count behind its brace: `2}`, `2,}` or `2,5}`; nil when it is none.
  private mutating func takeCount() throws(Malformed) -> (low: Int, high: Int?)? {
    guard let low = takeNumber() else { return nil }
    var high: Int? = low
    if rest.first == 0x2c {
      rest.removeFirst()
      high = takeNumber()
      if high == nil, rest.first != 0x7d { return nil }
    }
    guard rest.popFirst() == 0x7d else { return nil }
    guard low <= 1000, high ?? 0 <= 1000, high ?? low >= low else { throw Malformed() }
    return (low, high)
  }

  /// Takes a number without zeros in front; those that are too big come out as just that.
  private mutating func takeNumber() -> Int? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard let first = digits.first, first != 0x30 || digits.count == 1 else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { min($0 * 10 + Int($1) - 0x30, 1001) }
  }

  private mutating func repeatLastThing(_ low: Int, _ high: Int?) throws(Malformed) {
    guard let start = lastThing else { throw Malformed() }
    let thing = Array(branches[branches.count - 1][start...])
    guard thing.count * max(low, high ?? 0) <= Self.limit else { throw Malformed() }
    branches[branches.count - 1].removeSubrange(start...)
    for _ in 0..<low { branches[branches.count - 1] += thing }
    if let high {
      for _ in low..<high { branches[branches.count - 1] += [.optional(thing.count)] + thing }
    } else if case .one(let member) = thing.first, thing.count == 1 {
      branches[branches.count - 1].append(.star(member))
    } else if thing.count > 1 {
      // A count behind a count, which only an empty quotation between them makes possible.
      throw Malformed()
    }
  }

  /// Reads what follows a backslash outside of brackets.
  private mutating func parseEscape() throws(Malformed) {
    switch rest.first.flatMap(Unicode.Scalar.init) {
    case "A": append([.beginning])
    case "z": append([.end])
    case "b": append([.wordBoundary])
    case "B": append([.noWordBoundary])
    case "Q":
      rest.removeFirst()
      while let rune = rest.popFirst() {
        if rune == 0x5c, rest.first == 0x45 { break }
        append([.one(.rune(rune))])
      }
      if rest.first == 0x45 { rest.removeFirst() }
      return
    default:
      var set = RuneSet()
      if try takeGroup(into: &set) {
        append(set)
      } else {
        append([.one(.rune(try takeEscapedRune()))])
      }
      return
    }
    rest.removeFirst()
  }

  /// Reads a class behind its opening bracket.
  private mutating func parseClass() throws(Malformed) -> RuneSet {
    var set = RuneSet()
    if rest.first == 0x5e {
      set.isNegated = true
      rest.removeFirst()
    }
    var isFirst = true
    while isFirst || rest.first != 0x5d {
      isFirst = false
      if try takeNamedClass(into: &set) { continue }
      if rest.first == 0x5c {
        let before = rest
        rest.removeFirst()
        if try takeGroup(into: &set) { continue }
        rest = before
      }
      let low = try takeMember()
      var high = low
      if rest.first == 0x2d, let next = rest.dropFirst().first, next != 0x5d {
        rest.removeFirst()
        high = try takeMember()
      }
      guard low <= high else { throw Malformed() }
      set.insert(low...high)
    }
    rest.removeFirst()
    return set
  }

  private mutating func takeMember() throws(Malformed) -> UInt32 {
    guard let rune = rest.popFirst() else { throw Malformed() }
    return rune == 0x5c ? try takeEscapedRune() : rune
  }

  /// Takes `[:alpha:]`; `[:^alpha:]` is all that is not in it.
  private mutating func takeNamedClass(into set: inout RuneSet) throws(Malformed) -> Bool {
    let runes = Array(rest)
    guard runes.count > 2, runes[0] == 0x5b, runes[1] == 0x3a,
      let end = (2..<runes.count - 1).first(where: { runes[$0] == 0x3a && runes[$0 + 1] == 0x5d })
    else { return false }
    let isNegated = runes[2] == 0x5e
    let name = runes[(isNegated ? 3 : 2)..<max(end, isNegated ? 3 : 2)]
    let text = String(String.UnicodeScalarView(name.compactMap(Unicode.Scalar.init)))
    guard let ranges = RuneSet.named[text] else { throw Malformed() }
    set.insert(ranges, isNegated: isNegated)
    rest = rest.dropFirst(end + 2)
    return true
  }

  /// Takes what follows a backslash when it is a class: `\d`, `\pL` and so on.
  private mutating func takeGroup(into set: inout RuneSet) throws(Malformed) -> Bool {
    guard let letter = rest.first else { return false }
    if let group = RuneSet.escaped(letter) {
      rest.removeFirst()
      set.insert(group.ranges, isNegated: group.isNegated)
      return true
    }
    guard letter == 0x70 || letter == 0x50 else { return false }
    rest.removeFirst()
    guard let category = rest.popFirst(),
      "CLMNPSZ".unicodeScalars.contains(where: { $0.value == category })
    else { throw Malformed() }
    set.insert(category: category, isNegated: letter == 0x50)
    return true
  }

  /// Takes what follows a backslash when it is one code point.
  private mutating func takeEscapedRune() throws(Malformed) -> UInt32 {
    guard let rune = rest.popFirst(), let scalar = Unicode.Scalar(rune) else { throw Malformed() }
    switch scalar {
    case "a": return 0x07
    case "f": return 0x0c
    case "n": return 0x0a
    case "r": return 0x0d
    case "t": return 0x09
    case "v": return 0x0b
    case "x":
      guard let high = takeHexDigit(), let low = takeHexDigit() else { throw Malformed() }
      return high * 16 + low
    case "0"..."7":
      guard scalar == "0" || isOctalDigit(rest.first) else { throw Malformed() }
      var value = rune - 0x30
      for _ in 0..<2 where isOctalDigit(rest.first) {
        value = value * 8 + (rest.popFirst() ?? 0x30) - 0x30
      }
      return value
    case "8", "9", "A"..."Z", "b"..."z": throw Malformed()
    default:
      guard rune < 0x80 else { throw Malformed() }
      return rune
    }
  }

  private func isOctalDigit(_ rune: UInt32?) -> Bool {
    rune.map { (0x30...0x37).contains($0) } ?? false
  }

  private mutating func takeHexDigit() -> UInt32? {
    guard let rune = rest.popFirst(), let scalar = Unicode.Scalar(rune), scalar.isASCII else {
      return nil
    }
    return Character(scalar).hexDigitValue.map(UInt32.init)
  }
}
