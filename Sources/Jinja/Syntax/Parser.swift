/// Makes a tree of statements of a template's tokens.
struct Parser {
  private let tokens: [Token]
  /// What is wrong where the tokens end.
  private let lexicalProblem: SyntaxProblem?
  private var index = 0
  let environment: JinjaEnvironment
  /// How many statements and brackets are open.
  private var nesting = 0
  /// How deep the tree of the expression is that was parsed last.
  var height = 0

  private init(_ source: String, environment: JinjaEnvironment) {
    (tokens, lexicalProblem) = Lexer.tokens(of: source, environment: environment)
    self.environment = environment
  }

  /// The statements of a template.
  static func statements(
    of source: String, environment: JinjaEnvironment
  ) throws(SyntaxProblem) -> [Statement] {
    let limit = environment.limits.templateBytes
    guard source.utf8.count <= limit else {
      throw SyntaxProblem(
        "the template is larger than \(limit) bytes", at: .start, kind: .limit)
    }
    var parser = Parser(source, environment: environment)
    return try parser.body(until: [], of: nil)
  }

  // MARK: Tokens

  var current: Token { tokens[index] }

  var next: Token { tokens[min(index + 1, tokens.count - 1)] }

  @discardableResult
  mutating func advance() -> Token {
    let token = tokens[index]
    if index + 1 < tokens.count { index += 1 }
    return token
  }

  mutating func skip(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  mutating func skip(name: String) -> Bool {
    guard current.isName(name) else { return false }
    advance()
    return true
  }

  @discardableResult
  mutating func expect(_ kind: Token.Kind) throws(SyntaxProblem) -> Token {
    guard current.kind == kind else {
      let what = Token(kind: kind, position: .start)
      throw problem("expected \(kind == .name ? "a name" : what.description)")
    }
    return advance()
  }

  mutating func expect(name: String) throws(SyntaxProblem) {
    guard skip(name: name) else { throw problem("expected '\(name)'") }
  }

  /// A problem at the current token.
  func problem(_ message: String) -> SyntaxProblem {
    if current.kind == .invalid, let lexicalProblem { return lexicalProblem }
    return SyntaxProblem("\(message), found \(current.description)", at: current.position)
  }

  // MARK: Limits

  mutating func nested<Result>(
    _ parse: (inout Parser) throws(SyntaxProblem) -> Result
  ) throws(SyntaxProblem) -> Result {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= environment.limits.nesting else { throw tooDeep() }
    return try parse(&self)
  }

  /// Notes that the expression just made is one level higher than its highest part.
  mutating func grow(over parts: Int = 0) throws(SyntaxProblem) {
    height = max(height, parts) + 1
    guard height <= 2 * environment.limits.nesting else { throw tooDeep() }
  }

  private func tooDeep() -> SyntaxProblem {
    SyntaxProblem(
      "statements or expressions are nested too deep, or too many are chained",
      at: current.position, kind: .limit)
  }

  // MARK: Bodies

  /// Parses text and statements up to a statement of one of these names, whose name is then the
  /// current token. Without names up to the end of the template.
  mutating func body(
    until ends: [String], of opener: Token?
  ) throws(SyntaxProblem) -> [Statement] {
    try nested { (parser) throws(SyntaxProblem) in try parser.flatBody(until: ends, of: opener) }
  }

  private mutating func flatBody(
    until ends: [String], of opener: Token?
  ) throws(SyntaxProblem) -> [Statement] {
    var statements: [Statement] = []
    var parts: [OutputStatement.Part] = []
    func flush() {
      guard !parts.isEmpty else { return }
      statements.append(.output(OutputStatement(parts)))
      parts = []
    }
    while true {
      switch current.kind {
      case .data: parts.append(.text(advance().text))
      case .variableBegin:
        advance()
        let position = current.position
        parts.append(.value(try tuple(), position))
        try expect(.variableEnd)
      case .blockBegin:
        flush()
        advance()
        if current.kind == .name, ends.contains(current.text) { return statements }
        statements.append(try statement(looking: ends))
        try expect(.blockEnd)
      default:
        flush()
        if current.kind == .invalid, let lexicalProblem { throw lexicalProblem }
        guard let opener else { return statements }
        throw SyntaxProblem(
          "'\(opener.text)' is never closed; '\(ends.last ?? "")' is missing", at: opener.position)
      }
    }
  }

  /// The rest of an opening tag, its body, and the name of the closing tag.
  mutating func tagBody(
    until ends: [String], of opener: Token
  ) throws(SyntaxProblem) -> (body: [Statement], end: String) {
    _ = skip(.colon)
    try expect(.blockEnd)
    let body = try body(until: ends, of: opener)
    return (body, advance().text)
  }
}
