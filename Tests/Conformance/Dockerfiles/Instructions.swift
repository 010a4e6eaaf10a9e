/// The instructions of a Dockerfile, in the form in which they were recorded: without comments and
/// blank lines, continued lines joined, every run of white space one blank.
enum Instructions {
  static func of(_ text: String) -> [String] {
    var instructions: [String] = []
    var open: String?
    let lines = text.unicodeScalars.split(omittingEmptySubsequences: false) {
      $0 == "\n" || $0 == "\r"
    }
    for scalars in lines {
      var line = folded(String(scalars))
      if line.isEmpty || line.hasPrefix("#") { continue }
      let continues = line.hasSuffix("\\")
      if continues { line = folded(String(line.dropLast())) }
      let whole = open.map { folded("\($0) \(line)") } ?? line
      open = continues ? whole : nil
      if !continues { instructions.append(whole) }
    }
    return instructions + (open.map { [$0] } ?? [])
  }

  /// A text with every run of white space made one blank, and none at its ends.
  static func folded(_ text: String) -> String {
    text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
      .joined(separator: " ")
  }
}
