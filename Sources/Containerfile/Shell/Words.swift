/// White space as instructions have it.
enum Words {
  /// The text with every run of white space made one blank, and none at either end.
  static func onOneLine(_ text: String) -> String {
    text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
      .joined(separator: " ")
  }
}
