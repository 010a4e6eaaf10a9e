/// Yes and no as BuildKit's own clients read them.
enum GoBoolean {
  /// The value of a text; nil if it is neither.
  static func value(of text: String) -> Bool? {
    switch text {
    case "1", "t", "T", "true", "TRUE", "True": true
    case "0", "f", "F", "false", "FALSE", "False": false
    default: nil
    }
  }
}
