/// A text in single quotes that stays on one line whatever is in it; long texts are cut.
package func quoted(_ text: String) -> String {
  "'" + onOneLine(text) + "'"
}

/// A path as it is, or quoted if it holds control characters.
package func quotedIfOdd(_ text: String) -> String {
  text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    ? quoted(text) : text
}

private func onOneLine(_ text: String) -> String {
  let longest = 200
  var line = ""
  for (count, scalar) in text.unicodeScalars.enumerated() {
    if count == longest { return line + "…" }
    switch scalar {
    case "\n": line += "\\n"
    case "\r": line += "\\r"
    case "\t": line += "\\t"
    case _ where isInvisible(scalar): line += "\\u{" + String(scalar.value, radix: 16) + "}"
    default: line.unicodeScalars.append(scalar)
    }
  }
  return line
}

private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
  default: false
  }
}
