extension Unicode.Scalar {
  /// Whether Python shows it as it is instead of as an escape.
  var isPythonPrintable: Bool {
    if value < 0x7F { return value >= 0x20 }
    return switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      false
    default: true
    }
  }

  /// Whether it is a letter.
  var isPythonLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  /// Whether it is a letter or something numeric.
  var isPythonAlphanumeric: Bool { isPythonLetter || properties.numericType != nil }

  var isPythonDecimal: Bool { properties.numericType == .decimal }

  var isPythonDigit: Bool {
    properties.numericType == .decimal || properties.numericType == .digit
  }

  /// Whether a line ends with it.
  var endsPythonLine: Bool {
    switch value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  var isCased: Bool { isLower || isUpper || properties.generalCategory == .titlecaseLetter }

  var isLower: Bool { properties.isLowercase }

  var isUpper: Bool { properties.isUppercase }
}

/// The letters of a text in another case, each by itself but for the final sigma.
enum CaseMapping {
  static func upper(_ text: String) -> String {
    if text.isASCII { return text.uppercased() }
    return map(text) { $0.properties.uppercaseMapping }
  }

  static func lower(_ text: String) -> String {
    if text.isASCII { return text.lowercased() }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for index in scalars.indices { append(lower(scalars, index), to: &result) }
    return String(result)
  }

  /// The first letter upper case, the rest lower case.
  static func capitalize(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard let first = scalars.first else { return "" }
    var result = String.UnicodeScalarView()
    append(first.properties.titlecaseMapping, to: &result)
    for index in scalars.indices.dropFirst() { append(lower(scalars, index), to: &result) }
    return String(result)
  }

  /// The first letter of every run of letters upper case.
  static func title(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var afterLetter = false
    for (index, scalar) in scalars.enumerated() {
      append(
        afterLetter ? lower(scalars, index) : scalar.properties.titlecaseMapping, to: &result)
      afterLetter = scalar.isCased
    }
    return String(result)
  }

  static func swap(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      if scalar.isUpper {
        append(lower(scalars, index), to: &result)
      } else if scalar.isLower {
        append(scalar.properties.uppercaseMapping, to: &result)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// What texts are compared by that differ only in case.
  static func fold(_ text: String) -> String {
    map(text) { scalar in
      // Swift has no case folding; that of most letters is the lower case of their upper case.
      switch scalar.value {
      case 0..<0x80: return scalar.properties.lowercaseMapping
      default:
        return scalar.properties.uppercaseMapping.unicodeScalars
          .reduce(into: "") { $0 += $1.properties.lowercaseMapping }
      }
    }
  }

  /// Changes the letters that don't depend on those around them.
  private static func map(_ text: String, _ change: (Unicode.Scalar) -> String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { append(change(scalar), to: &result) }
    return String(result)
  }

  private static func append(_ text: String, to result: inout String.UnicodeScalarView) {
    result.append(contentsOf: text.unicodeScalars)
  }

  private static func lower(_ scalars: [Unicode.Scalar], _ index: Int) -> String {
    let scalar = scalars[index]
    guard scalar.value == 0x3A3 else { return scalar.properties.lowercaseMapping }
    // A sigma at the end of a word.
    let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
    let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
    let isFinal = (before?.isCased ?? false) && !(after?.isCased ?? false)
    return isFinal ? "\u{3C2}" : "\u{3C3}"
  }
}

extension String {
  /// Whether all of it is ASCII.
  var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}
