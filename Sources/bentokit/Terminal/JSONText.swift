import FoundationEssentials

/// Values as JSON, whose keys are sorted.
enum JSONText {
  /// On lines of its own, for people too.
  static func document(_ value: some Encodable) -> String {
    encoded(value, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
  }

  /// On one line.
  static func line(_ value: some Encodable) -> String {
    encoded(value, [.sortedKeys, .withoutEscapingSlashes])
  }

  private static func encoded(
    _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
  ) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    // Texts, whole numbers and truth values always encode.
    return ((try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null")
      + "\n"
  }
}
