/// White space and signs as instructions have them.
enum Words {
  /// The text with every run of white space made one blank, and none at either end.
  static func onOneLine(_ text: String) -> String {
    text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
      .joined(separator: " ")
  }

  /// The text without a sign.
  static func without(_ sign: Unicode.Scalar, in text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != sign }))
  }
}
