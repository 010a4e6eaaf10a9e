/// Ids of images, as builders print them.
enum ImageID {
  /// Whether a text is a whole id: 64 hexadecimal digits.
  static func isWhole(_ text: Substring) -> Bool {
    text.utf8.count == 64 && isHexadecimal(text)
  }

  static func isHexadecimal(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
  }

  /// An id with its algorithm, which some builders leave out.
  static func digest(_ text: Substring) -> String {
    text.hasPrefix("sha256:") ? String(text) : "sha256:\(text)"
  }
}
