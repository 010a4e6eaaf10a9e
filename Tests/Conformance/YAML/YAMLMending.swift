import Bento

/// Where we mean to read YAML differently from PyYAML, or libyaml, which is our parser, does.
enum YAMLMending {
  /// What a document should become; nil for an error.
  static func expected(_ document: String, _ value: YAMLShape?) -> YAMLShape? {
    guard let value else { return nil }
    return value.holdsOtherTypes ? nil : value
  }

  /// Whether we refuse what PyYAML reads: an alias inside of what it stands for, which would have no
  /// end; and what libyaml refuses: a tab at the beginning of a block scalar's first line, `:` or
  /// `?` directly before a comma or bracket, a byte order mark in the middle. The error says so.
  static func isRefused(_ document: String, _ error: BentoError) -> Bool {
    guard error.kind == .malformedYAML else { return false }
    let reasons = [
      "has no anchor", "found a tab character where an indentation space is expected",
      "found unexpected ':'", "did not find expected ',' or ']'",
      "did not find expected ',' or '}'",
    ]
    return reasons.contains(where: error.message.contains)
      || document.dropFirst().unicodeScalars.contains("\u{FEFF}")
  }

  /// Whether libyaml reads what PyYAML refuses: tabs between a key and its value or before a
  /// comment; `?` in a plain scalar of a flow collection; a comma behind a tag, which PyYAML takes
  /// for a part of it; a comment or tab directly behind the sign of a block
  /// scalar; a byte order mark in the middle.
  static func isRead(_ document: String, despite error: String) -> Bool {
    error.contains("found character '\\t' that cannot start any token")
      || error.contains("expected ' ', but found '\\t'")
      || error.contains("but got '?'") || error.contains(",'")
      || error.contains("but got ':'") && document.contains("!")
      || error.contains("expected chomping or indentation indicators, but found")
      || document.dropFirst().unicodeScalars.contains("\u{FEFF}")
  }
}

extension YAMLShape {
  /// Bytes, sets and the like have no place in a `bento.yaml`, and are refused.
  fileprivate var holdsOtherTypes: Bool {
    guard case .list(let parts) = self else { return false }
    return parts.first == .text("other") || parts.contains(where: \.holdsOtherTypes)
  }
}
