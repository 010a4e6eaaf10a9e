/// Text without anything that would make a terminal do more than show it: escape sequences, control
/// characters, marks that turn the direction of writing. Line ends become spaces, and so do tabs.
///
/// - Parameter keepsTabs: whether tabs stay.
package func printable(_ text: String, keepsTabs: Bool = false) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
  var filter = EscapeFilter(keepsTabs: keepsTabs)
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if let kept = filter.pass(scalar) { result.append(kept) }
  }
  return String(result)
}

/// Recognises the escape sequences of ECMA-48 while text passes by.
private struct EscapeFilter {
  private enum State {
    case text
    /// After ESC.
    case escape
    /// In a control sequence, which ends with a byte from `@` to `~`.
    case control
    /// In a command string, such as a window's title, which ends with BEL or ESC \.
    case string
    /// After an ESC within a command string.
    case stringEscape
  }

  let keepsTabs: Bool
  private var state = State.text

  init(keepsTabs: Bool) { self.keepsTabs = keepsTabs }

  mutating func pass(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch (state, scalar.value) {
    case (.text, _): return text(scalar)
    case (.escape, 0x5B): state = .control
    case (.escape, 0x50), (.escape, 0x58), (.escape, 0x5D...0x5F): state = .string
    // Intermediate bytes, as in the choice of a character set.
    case (.escape, 0x20...0x2F): break
    case (.escape, _): state = .text
    case (.control, 0x40...0x7E): state = .text
    case (.control, _): break
    case (.string, 0x07), (.string, 0x9C): state = .text
    case (.string, 0x1B): state = .stringEscape
    case (.string, _): break
    case (.stringEscape, _): state = .text
    }
    return nil
  }

  private mutating func text(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x1B: state = .escape
    case 0x9B: state = .control
    case 0x90, 0x98, 0x9D...0x9F: state = .string
    case 0x09: return keepsTabs ? scalar : " "
    case 0x0A, 0x2028, 0x2029: return " "
    case 0..<0x20, 0x7F..<0xA0: break
    // Marks, embeddings, overrides and isolates of the bidirectional algorithm.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: break
    default: return scalar
    }
    return nil
  }
}

extension String {
  /// The text with spaces instead of tabs, up to the next of the places that terminals have every
  /// eight columns.
  var expandingTabs: String {
    guard utf8.contains(0x09) else { return self }
    var result = ""
    var column = 0
    for character in self {
      let added =
        character == "\t" ? String(repeating: " ", count: 8 - column % 8) : String(character)
      result += added
      column += added.displayWidth
    }
    return result
  }
}
