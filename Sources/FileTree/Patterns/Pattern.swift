/// One ignore pattern, made ready.
struct Pattern: Sendable {
  private enum Kind: Sendable {
    case exact
    case prefix([UInt8])
    /// Either the end of a path, or the whole names at the end of one.
    case suffix([UInt8], isName: Bool)
    case expression(PathExpression)
    /// BuildKit notices only when the pattern is tried, so the same tree and patterns must not
    /// fail earlier.
    case malformed
  }

  /// The pattern in its shortest form, without the `!`.
  let text: [UInt8]
  /// Whether it takes back what earlier patterns matched.
  let isException: Bool
  private let kind: Kind
  /// Texts that every path has in it that matches; what is not an expression has one, perhaps empty.
  let requiredTexts: [[UInt8]]

  /// A pattern in its shortest form; nothing is left of white space around it.
  init(_ pattern: [UInt8]) throws(FileTreeError) {
    isException = pattern.first == .exclamation
    text = isException ? [UInt8](pattern.dropFirst()) : pattern
    guard !text.isEmpty, GlobMatch.matches(text, [.dot]) != nil else {
      throw FileTreeError(.invalidPattern, pattern)
    }
    let translation = PatternTranslation(text)
    switch translation.kind {
    case .exact: (kind, requiredTexts) = (.exact, [text])
    case .prefix:
      let prefix = [UInt8](text.dropLast(2))
      (kind, requiredTexts) = (.prefix(prefix), [prefix])
    case .suffix:
      let isName = text.dropFirst(2).first == .slash
      let suffix = [UInt8](text.dropFirst(isName ? 3 : 2))
      (kind, requiredTexts) = (.suffix(suffix, isName: isName), [suffix])
    case .expression:
      if let expression = try? PathExpression(translation.expression) {
        (kind, requiredTexts) = (.expression(expression), expression.requiredTexts)
      } else {
        (kind, requiredTexts) = (.malformed, [])
      }
    }
  }

  /// Whether the pattern matches this very path, whatever lies around it.
  func matches(_ path: UnsafeRawBufferPointer) throws(FileTreeError) -> Bool {
    switch kind {
    case .exact:
      return path.elementsEqual(text)
    case .prefix(let prefix):
      return path.starts(with: prefix)
    case .suffix(let suffix, let isName):
      guard path.count >= suffix.count, path.suffix(suffix.count).elementsEqual(suffix) else {
        return false
      }
      return !isName || path.count == suffix.count || path[path.count - suffix.count - 1] == .slash
    case .expression(let expression):
      return expression.matches(path)
    case .malformed:
      throw FileTreeError(.invalidPattern, text)
    }
  }

  /// The pattern without a `/**` or `/*` at its end: below this path it may match.
  var base: [UInt8] {
    var base = text[...]
    if base.count >= 3, base.suffix(3).elementsEqual("/**".utf8) { base = base.dropLast(3) }
    if base.count >= 2, base.suffix(2).elementsEqual("/*".utf8) { base = base.dropLast(2) }
    return [UInt8](base)
  }

  /// Whether ``base`` is a plain path, in which nothing stands for anything else.
  var hasPlainBase: Bool {
    let special: [UInt8] = [
      .star, .bracket, .closingBracket, .question, .caret, .backslash,
    ]
    return !base.contains { special.contains($0) }
  }
}
