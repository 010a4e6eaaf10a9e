/// Truth as Go reads it (`strconv.ParseBool`), and so BuildKit and its clients.
package enum Boolean {
  /// The value of a word; nil for what Go doesn't read.
  package static func value(_ text: String) -> Bool? {
    switch text {
    case "1", "t", "T", "true", "TRUE", "True": true
    case "0", "f", "F", "false", "FALSE", "False": false
    default: nil
    }
  }
}
