/// A set of code points, as a class in a regular expression has it.
struct RuneSet: Sendable {
  private var ranges: [ClosedRange<UInt32>] = []
  /// General categories of Unicode by their letter; whether what is not in them is meant.
  private var categories: [(letter: UInt32, isNegated: Bool)] = []
  /// Whether what is not in the set is meant.
  var isNegated = false

  private static let last: UInt32 = 0x10ffff

  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }

  mutating func insert(category letter: UInt32, isNegated: Bool) {
    categories.append((letter, isNegated))
  }

  /// Inserts ranges that are in order, or all that is not in them.
  mutating func insert(_ group: [ClosedRange<UInt32>], isNegated: Bool) {
    guard isNegated else { return ranges.append(contentsOf: group) }
    var start: UInt32 = 0
    for range in group {
      if range.lowerBound > start { ranges.append(start...range.lowerBound - 1) }
      start = range.upperBound + 1
    }
    if start <= Self.last { ranges.append(start...Self.last) }
  }

  func contains(_ rune: UInt32) -> Bool {
    let isIn =
      ranges.contains { $0.contains(rune) }
      || categories.contains { Self.isIn($0.letter, rune) != $0.isNegated }
    return isIn != isNegated
  }

  /// Whether it is all but the slash.
  var isAllButSlash: Bool { isNegated && categories.isEmpty && ranges == [0x2f...0x2f] }

  /// Whether a code point is in the general category of Unicode with a letter.
  private static func isIn(_ letter: UInt32, _ rune: UInt32) -> Bool {
    guard let scalar = Unicode.Scalar(rune), let letter = Unicode.Scalar(letter) else {
      return false
    }
    let category: Unicode.Scalar =
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: "L"
      case .nonspacingMark, .spacingMark, .enclosingMark: "M"
      case .decimalNumber, .letterNumber, .otherNumber: "N"
      case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
        .initialPunctuation, .finalPunctuation, .otherPunctuation:
        "P"
      case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: "S"
      case .spaceSeparator, .lineSeparator, .paragraphSeparator: "Z"
      default: "C"
      }
    return category == letter
  }

  /// The classes that have names, between `[:` and `:]`.
  static let named: [String: [ClosedRange<UInt32>]] = [
    "alnum": [0x30...0x39, 0x41...0x5a, 0x61...0x7a],
    "alpha": [0x41...0x5a, 0x61...0x7a],
    "ascii": [0...0x7f],
    "blank": [0x09...0x09, 0x20...0x20],
    "cntrl": [0...0x1f, 0x7f...0x7f],
    "digit": [0x30...0x39],
    "graph": [0x21...0x7e],
    "lower": [0x61...0x7a],
    "print": [0x20...0x7e],
    "punct": [0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e],
    "space": [0x09...0x0d, 0x20...0x20],
    "upper": [0x41...0x5a],
    "word": [0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a],
    "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
  ]

  /// The classes behind `\d`, `\s` and `\w`; in capitals all that is not in them.
  static func escaped(_ letter: UInt32) -> (ranges: [ClosedRange<UInt32>], isNegated: Bool)? {
    guard let letter = Unicode.Scalar(letter) else { return nil }
    switch letter {
    case "d", "D": return ([0x30...0x39], letter == "D")
    case "s", "S": return ([0x09...0x0a, 0x0c...0x0d, 0x20...0x20], letter == "S")
    case "w", "W":
      return ([0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a], letter == "W")
    default: return nil
    }
  }
}
