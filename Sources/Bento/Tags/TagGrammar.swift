/// The rules that both parts of a tag follow.
enum TagGrammar {
  static let longestPart = 63

  /// A valid, lower-case part.
  ///
  /// Only ASCII letters are made lower-case: characters whose Unicode lower-case form happens to be
  /// ASCII (the Kelvin sign) are refused like any other character that tags don't have.
  static func part(
    _ text: String, called what: String, warnings: inout [BentoWarning]
  ) throws(BentoError) -> String {
    var bytes = Array(text.utf8)
    var changed = false
    for index in bytes.indices where isUpper(bytes[index]) {
      bytes[index] += 32
      changed = true
    }
    guard isValid(bytes) else {
      throw BentoError(.invalidTagPart, complaint(about: text, called: what, bytes))
    }
    guard changed else { return text }
    let lower = String(decoding: bytes, as: UTF8.self)
    warnings.append(
      BentoWarning(.lowercased, "\(what) \(quoted(text)) was made lower-case: \(quoted(lower))"))
    return lower
  }

  private static func complaint(
    about text: String, called what: String, _ bytes: [UInt8]
  ) -> String {
    guard !bytes.isEmpty else { return "the \(what) is empty" }
    var reasons: [String] = []
    let length = text.unicodeScalars.count
    if length > longestPart {
      reasons.append("it has \(length) characters, at most \(longestPart) are allowed")
    }
    if !hasValidCharacters(bytes) {
      reasons.append(
        "it must consist of letters, digits, '_', '-' and '.', and begin and end with a letter or"
          + " digit")
    }
    return "\(what) \(quoted(text)) is not valid: " + reasons.joined(separator: ", and ")
  }

  private static func isValid(_ bytes: [UInt8]) -> Bool {
    bytes.count <= longestPart && hasValidCharacters(bytes)
  }

  private static func hasValidCharacters(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return false }
    guard isLetterOrDigit(first), isLetterOrDigit(last) else { return false }
    return bytes.allSatisfy { byte in
      isLetterOrDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: ".")
    }
  }

  private static func isUpper(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }
}
