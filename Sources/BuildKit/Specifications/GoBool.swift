/// Truth as Go reads it (`strconv.ParseBool`), and so BuildKit.
enum GoBool {
  /// Nil for what Go doesn't read.
  static func parse(_ text: String) -> Bool? {
    switch text {
    case "1", "t", "T", "true", "TRUE", "True": true
    case "0", "f", "F", "false", "FALSE", "False": false
    default: nil
    }
  }
}
