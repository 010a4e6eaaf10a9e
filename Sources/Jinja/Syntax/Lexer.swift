/// Cuts a template's text into tokens.
///
/// Outside of tags there is text; white space control (`{%-`, `-%}`, `{%+`, `+%}`) and the
/// environment's `trimBlocks` and `lstripBlocks` decide how much of it is left.
struct Lexer {
  var source: SourceText
  let trimBlocks: Bool
  let lstripBlocks: Bool
  var offset = 0
  var tokens: [Token] = []
  /// Whether what was read last ended in a newline.
  private var lineStarts = true

  init(_ source: String, environment: JinjaEnvironment) {
    self.source = SourceText(source, keepTrailingNewline: environment.keepTrailingNewline)
    trimBlocks = environment.trimBlocks
    lstripBlocks = environment.lstripBlocks
  }

  /// All tokens of a text up to its end, or up to the first problem.
  static func tokens(
    of source: String, environment: JinjaEnvironment
  ) -> (tokens: [Token], problem: SyntaxProblem?) {
    var lexer = Lexer(source, environment: environment)
    lexer.tokens.reserveCapacity(lexer.source.bytes.count / 6 + 16)
    do {
      while try lexer.readTextAndTag() {}
      lexer.add(.end, at: lexer.source.bytes.count)
      return (lexer.tokens, nil)
    } catch {
      lexer.tokens.append(Token(kind: .invalid, position: error.position))
      return (lexer.tokens, error)
    }
  }

  mutating func add(_ kind: Token.Kind, _ text: String = "", at offset: Int) {
    tokens.append(Token(kind: kind, text: text, position: source.position(at: offset)))
  }

  mutating func problem(_ message: String, at offset: Int) -> SyntaxProblem {
    SyntaxProblem(message, at: source.position(at: offset))
  }

  // MARK: Text and what ends it

  private mutating func readTextAndTag() throws(SyntaxProblem) -> Bool {
    let begin = offset
    guard let tag = nextTag(from: begin) else {
      addText(begin..<source.bytes.count)
      return false
    }
    var bodyBegin = tag + 2
    let sign = sign(at: bodyBegin)
    if sign != nil { bodyBegin += 1 }
    let isVariable = source.has("{{", at: tag)
    let textEnd = strippedEnd(begin..<tag, sign: sign, isVariable: isVariable)
    addText(begin..<textEnd)
    if isVariable {
      add(.variableBegin, at: tag)
      offset = bodyBegin
      lineStarts = false
      try readExpression(until: .variableEnd)
    } else if source.has("{#", at: tag) {
      try readComment(from: bodyBegin)
    } else if let bodyEnd = rawBegin(from: bodyBegin) {
      lineStarts = source.bytes[bodyEnd - 1] == UInt8(ascii: "\n")
      try readRaw(from: bodyEnd)
    } else {
      add(.blockBegin, at: tag)
      offset = bodyBegin
      lineStarts = false
      try readExpression(until: .blockEnd)
    }
    return true
  }

  private mutating func addText(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    add(.data, source.text(range), at: range.lowerBound)
  }

  private func nextTag(from begin: Int) -> Int? {
    let bytes = source.bytes
    var index = begin
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "{") {
        switch bytes[index + 1] {
        case UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "#"): return index
        default: break
        }
      }
      index += 1
    }
    return nil
  }

  private func sign(at offset: Int) -> UInt8? {
    guard offset < source.bytes.count else { return nil }
    let byte = source.bytes[offset]
    return byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") ? byte : nil
  }

  /// How far the text before a tag goes.
  private func strippedEnd(_ text: Range<Int>, sign: UInt8?, isVariable: Bool) -> Int {
    if sign == UInt8(ascii: "-") { return source.trimmedEnd(text) }
    guard sign == nil, lstripBlocks, !isVariable else { return text.upperBound }
    var lineBegin = text.upperBound
    while lineBegin > text.lowerBound, source.bytes[lineBegin - 1] != UInt8(ascii: "\n") {
      lineBegin -= 1
    }
    guard lineBegin > text.lowerBound || lineStarts else { return text.upperBound }
    let blank = source.skippingSpace(from: lineBegin) >= text.upperBound
    return blank ? lineBegin : text.upperBound
  }

  /// Moves past what ends a statement, comment or raw block at an offset; nil if nothing does.
  mutating func passEnd(_ end: StaticString, at offset: Int, trim: Bool) -> Bool {
    if source.has("-", at: offset), source.has(end, at: offset + 1) {
      self.offset = source.skippingSpace(from: offset + 3)
    } else if trim, source.has("+", at: offset), source.has(end, at: offset + 1) {
      self.offset = offset + 3
    } else if source.has(end, at: offset) {
      self.offset = offset + 2
      if trim, trimBlocks, source.has("\n", at: self.offset) { self.offset += 1 }
    } else {
      return false
    }
    lineStarts = source.bytes[self.offset - 1] == UInt8(ascii: "\n")
    return true
  }

  // MARK: Comments and raw text

  private mutating func readComment(from begin: Int) throws(SyntaxProblem) {
    for index in begin..<source.bytes.count where passEnd("#}", at: index, trim: true) { return }
    offset = begin
    // jinja2 accepts a comment that is opened by the last characters of a template.
    guard begin < source.bytes.count else { return }
    throw problem("the comment is never closed; '#}' is missing", at: begin)
  }

  /// Where raw text begins, if there is a tag that says so.
  private func rawBegin(from begin: Int) -> Int? {
    var index = source.skippingSpace(from: begin)
    guard source.has("raw", at: index) else { return nil }
    index = source.skippingSpace(from: index + 3)
    if source.has("-%}", at: index) { return source.skippingSpace(from: index + 3) }
    return source.has("%}", at: index) ? index + 2 : nil
  }

  private mutating func readRaw(from begin: Int) throws(SyntaxProblem) {
    var index = begin
    while index + 1 < source.bytes.count {
      if source.has("{%", at: index) {
        let sign = sign(at: index + 2)
        var inside = source.skippingSpace(from: index + (sign == nil ? 2 : 3))
        if source.has("endraw", at: inside) {
          inside = source.skippingSpace(from: inside + 6)
          let startedLine = lineStarts
          if passEnd("%}", at: inside, trim: true) {
            let ended = lineStarts
            lineStarts = startedLine
            addText(begin..<strippedEnd(begin..<index, sign: sign, isVariable: false))
            lineStarts = ended
            return
          }
        }
      }
      index += 1
    }
    offset = begin
    guard begin < source.bytes.count else { return }
    throw problem("the raw text is never closed; 'endraw' is missing", at: begin)
  }
}
