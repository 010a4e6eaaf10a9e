extension Parser {
  /// Parses a statement, without the end of its tag.
  mutating func statement(looking ends: [String]) throws(SyntaxProblem) -> Statement {
    let opener = current
    guard opener.kind == .name else { throw problem("expected the name of a statement") }
    switch opener.text {
    case "for": return .loop(try loop())
    case "if": return .condition(try condition())
    case "block": return .block(try block())
    case "extends": return .extends(try extends())
    case "print": return .output(try print())
    case "macro": return .macro(try macro())
    case "include": return .include(try include())
    case "from": return .fromImport(try fromImport())
    case "import": return .importAs(try importAs())
    case "set": return try set()
    case "with": return .with(try with())
    case "call": return .callBlock(try callBlock())
    case "filter": return .filterBlock(try filterBlock())
    case "break": return .breakLoop(advance().position)
    case "continue": return .continueLoop(advance().position)
    case "autoescape":
      throw SyntaxProblem(
        "'autoescape' is not supported; nothing is escaped on its own", at: opener.position,
        kind: .unsupported)
    default:
      let expected = ends.isEmpty ? "" : "; expected '\(ends.joined(separator: "' or '"))'"
      throw SyntaxProblem("there is no statement '\(opener.text)'\(expected)", at: opener.position)
    }
  }

  private mutating func loop() throws(SyntaxProblem) -> ForStatement {
    let opener = advance()
    let target = try assignTarget()
    try expect(name: "in")
    let sequence = try tuple(conditional: false)
    let test = skip(name: "if") ? try expression() : nil
    let isRecursive = skip(name: "recursive")
    let (body, end) = try tagBody(until: ["else", "endfor"], of: opener)
    let otherwise = end == "else" ? try tagBody(until: ["endfor"], of: opener).body : []
    return ForStatement(
      target: target, sequence: sequence, body: body, otherwise: otherwise, test: test,
      isRecursive: isRecursive, at: opener.position)
  }

  private mutating func condition() throws(SyntaxProblem) -> IfStatement {
    let opener = advance()
    var branches: [IfStatement.Branch] = []
    while true {
      let test = try tuple(conditional: false)
      let (body, end) = try tagBody(until: ["elif", "else", "endif"], of: opener)
      branches.append(.init(test: test, body: body))
      if end == "elif" { continue }
      let otherwise = end == "else" ? try tagBody(until: ["endif"], of: opener).body : []
      return IfStatement(
        first: branches[0], others: Array(branches.dropFirst()), otherwise: otherwise)
    }
  }

  private mutating func block() throws(SyntaxProblem) -> BlockStatement {
    let opener = advance()
    let name = try expect(.name).text
    let isScoped = skip(name: "scoped")
    let isRequired = skip(name: "required")
    if current.kind == .subtract { throw problem("names of blocks hold no '-'") }
    let body = try tagBody(until: ["endblock"], of: opener).body
    if isRequired, !Self.isBlank(body) {
      throw problem("a required block holds nothing but blanks and comments")
    }
    _ = skip(name: name)
    return BlockStatement(
      name, isScoped: isScoped, isRequired: isRequired, body, at: opener.position)
  }

  private static func isBlank(_ body: [Statement]) -> Bool {
    body.allSatisfy { statement in
      guard case .output(let output) = statement else { return false }
      return output.parts.allSatisfy { part in
        guard case .text(let text) = part else { return false }
        return text.unicodeScalars.allSatisfy(\.isPythonSpace)
      }
    }
  }

  private mutating func extends() throws(SyntaxProblem) -> ExtendsStatement {
    let position = advance().position
    return ExtendsStatement(try expression(), at: position)
  }

  private mutating func print() throws(SyntaxProblem) -> OutputStatement {
    advance()
    var parts: [OutputStatement.Part] = []
    while current.kind != .blockEnd {
      if !parts.isEmpty { try expect(.comma) }
      let position = current.position
      parts.append(.value(try expression(), position))
    }
    return OutputStatement(parts)
  }

  private mutating func include() throws(SyntaxProblem) -> IncludeStatement {
    let position = advance().position
    let template = try expression()
    var ignoresMissing = false
    if current.isName("ignore"), next.isName("missing") {
      advance()
      advance()
      ignoresMissing = true
    }
    return IncludeStatement(
      template, ignoresMissing: ignoresMissing, withContext: contextChoice() ?? true, at: position)
  }

  /// `with context` or `without context`, if it stands there.
  private mutating func contextChoice() -> Bool? {
    guard current.isName("with") || current.isName("without"), next.isName("context") else {
      return nil
    }
    let withContext = advance().text == "with"
    advance()
    return withContext
  }

  private mutating func importAs() throws(SyntaxProblem) -> ImportStatement {
    let position = advance().position
    let template = try expression()
    try expect(name: "as")
    let target = try assignName()
    return ImportStatement(
      template, as: target, withContext: contextChoice() ?? false, at: position)
  }

  private mutating func fromImport() throws(SyntaxProblem) -> FromImportStatement {
    let position = advance().position
    let template = try expression()
    try expect(name: "import")
    var names: [FromImportStatement.Name] = []
    var withContext: Bool?
    while true {
      if !names.isEmpty { try expect(.comma) }
      withContext = contextChoice()
      if withContext != nil { break }
      let target = try assignName()
      if target.name.hasPrefix("_") {
        throw SyntaxProblem(
          "names that begin with an underscore can't be imported", at: target.position)
      }
      let alias = skip(name: "as") ? try assignName() : target
      names.append(.init(name: target.name, target: alias))
      withContext = contextChoice()
      if withContext != nil || current.kind != .comma { break }
    }
    return FromImportStatement(
      template, names, withContext: withContext ?? false, at: position)
  }

  private mutating func set() throws(SyntaxProblem) -> Statement {
    let opener = advance()
    let target = try assignTarget(namespace: true)
    if skip(.assign) { return .assign(AssignStatement(target, try tuple(), at: opener.position)) }
    height = 0
    let filter = current.kind == .pipe ? try filters(on: nil) : nil
    let body = try tagBody(until: ["endset"], of: opener).body
    return .assignBlock(AssignBlockStatement(target, filter, body, at: opener.position))
  }

  private mutating func with() throws(SyntaxProblem) -> WithStatement {
    let opener = advance()
    var targets: [Target] = []
    var values: [Expression] = []
    while current.kind != .blockEnd {
      if !targets.isEmpty { try expect(.comma) }
      targets.append(try assignTarget())
      try expect(.assign)
      values.append(try expression())
    }
    let body = try tagBody(until: ["endwith"], of: opener).body
    return WithStatement(targets, values, body, at: opener.position)
  }

  private mutating func macro() throws(SyntaxProblem) -> MacroStatement {
    let opener = advance()
    let target = try assignName()
    let (parameters, defaults) = try signature()
    let body = try tagBody(until: ["endmacro"], of: opener).body
    return MacroStatement(
      target,
      MacroDefinition(
        name: target.name, parameters: parameters, defaults: defaults, body: body,
        at: opener.position))
  }

  private mutating func callBlock() throws(SyntaxProblem) -> CallBlockStatement {
    let opener = advance()
    let (parameters, defaults) = current.kind == .leftParenthesis ? try signature() : ([], [])
    let callPosition = current.position
    guard case .call(let callee, let arguments, let position) = try expression() else {
      throw SyntaxProblem("expected a call", at: callPosition)
    }
    let body = try tagBody(until: ["endcall"], of: opener).body
    let definition = MacroDefinition(
      name: nil, parameters: parameters, defaults: defaults, body: body, at: opener.position)
    return CallBlockStatement(callee, arguments, definition, at: position)
  }

  private mutating func signature() throws(SyntaxProblem) -> ([Variable], [Expression]) {
    var parameters: [Variable] = []
    var defaults: [Expression] = []
    try expect(.leftParenthesis)
    while current.kind != .rightParenthesis {
      if !parameters.isEmpty { try expect(.comma) }
      let parameter = try assignName()
      if skip(.assign) {
        defaults.append(try expression())
      } else if !defaults.isEmpty {
        throw problem("a parameter without a default value follows one that has it")
      }
      if parameters.contains(where: { $0.name == parameter.name }) {
        throw SyntaxProblem(
          "there are two parameters '\(parameter.name)'", at: parameter.position)
      }
      parameters.append(parameter)
    }
    advance()
    return (parameters, defaults)
  }

  private mutating func filterBlock() throws(SyntaxProblem) -> FilterBlockStatement {
    let opener = advance()
    height = 0
    let filter = try filters(on: nil, startsInline: true)
    let body = try tagBody(until: ["endfilter"], of: opener).body
    return FilterBlockStatement(filter, body, at: opener.position)
  }
}
