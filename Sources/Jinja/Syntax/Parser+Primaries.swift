extension Parser {
  /// A name, a literal, or something in brackets.
  mutating func primary() throws(SyntaxProblem) -> Expression {
    let token = current
    height = 1
    switch token.kind {
    case .name:
      advance()
      switch token.text {
      case "true", "True": return .constant(.bool(true))
      case "false", "False": return .constant(.bool(false))
      case "none", "None": return .constant(.none)
      default: return .variable(Variable(token.text, at: token.position))
      }
    case .string:
      var text = advance().text
      while current.kind == .string { text += advance().text }
      return .constant(.string(text))
    case .integer:
      advance()
      return .constant(.int(try integer(token)))
    case .float:
      advance()
      guard let value = Double(token.text) else {
        throw SyntaxProblem("no number: \(token.text)", at: token.position)
      }
      return .constant(.float(value))
    case .leftParenthesis:
      advance()
      let expression = try tuple(inParentheses: true)
      try expect(.rightParenthesis)
      return expression
    case .leftBracket: return try list()
    case .leftBrace: return try dictionary()
    default: throw problem("expected an expression")
    }
  }

  private func integer(_ token: Token) throws(SyntaxProblem) -> Int {
    let text = token.text.lowercased()
    let bases: [(String, Int)] = [("0x", 16), ("0o", 8), ("0b", 2)]
    let value =
      bases.first { text.hasPrefix($0.0) }.map { Int(text.dropFirst(2), radix: $0.1) }
      ?? Int(text)
    guard let value else {
      throw SyntaxProblem("the number has more than 64 bits", at: token.position, kind: .limit)
    }
    return value
  }

  private mutating func list() throws(SyntaxProblem) -> Expression {
    advance()
    var elements: [Expression] = []
    var highest = 0
    while current.kind != .rightBracket {
      if !elements.isEmpty { try expect(.comma) }
      if current.kind == .rightBracket { break }
      elements.append(try expression())
      highest = max(highest, height)
    }
    advance()
    height = highest
    try grow()
    return .list(elements)
  }

  private mutating func dictionary() throws(SyntaxProblem) -> Expression {
    advance()
    var entries: [(key: Expression, value: Expression)] = []
    var highest = 0
    while current.kind != .rightBrace {
      if !entries.isEmpty { try expect(.comma) }
      if current.kind == .rightBrace { break }
      let key = try expression()
      highest = max(highest, height)
      try expect(.colon)
      entries.append((key, try expression()))
      highest = max(highest, height)
    }
    advance()
    height = highest
    try grow()
    return .dictionary(entries)
  }

  // MARK: What follows a primary

  mutating func postfixes(on expression: Expression) throws(SyntaxProblem) -> Expression {
    var expression = expression
    while true {
      switch current.kind {
      case .dot, .leftBracket: expression = try subscripted(expression)
      case .leftParenthesis: expression = try call(expression)
      default: return expression
      }
    }
  }

  mutating func filtersAndTests(on expression: Expression) throws(SyntaxProblem) -> Expression {
    var expression = expression
    while true {
      if current.kind == .pipe {
        expression = try filters(on: expression)
      } else if current.isName("is") {
        expression = try test(on: expression)
      } else if current.kind == .leftParenthesis {
        expression = try call(expression)
      } else {
        return expression
      }
    }
  }

  private mutating func subscripted(_ base: Expression) throws(SyntaxProblem) -> Expression {
    let token = advance()
    var highest = height
    if token.kind == .dot {
      let name = advance()
      try grow()
      switch name.kind {
      case .name: return .attribute(base, name.text, name.position)
      case .integer: return .item(base, .constant(.int(try integer(name))), name.position)
      default: throw SyntaxProblem("expected a name or a number", at: name.position)
      }
    }
    var parts: [Expression] = []
    while current.kind != .rightBracket {
      if !parts.isEmpty { try expect(.comma) }
      parts.append(try subscriptPart())
      highest = max(highest, height)
    }
    advance()
    try grow(over: highest)
    if parts.count == 1 { return .item(base, parts[0], token.position) }
    for case .slice(_, let position) in parts {
      throw SyntaxProblem("a slice must stand alone between its brackets", at: position)
    }
    return .item(base, .tuple(parts), token.position)
  }

  private mutating func subscriptPart() throws(SyntaxProblem) -> Expression {
    let position = current.position
    var highest = 0
    var bounds: [Expression?] = []
    if current.kind == .colon {
      bounds.append(nil)
    } else {
      let first = try expression()
      guard current.kind == .colon else { return first }
      highest = height
      bounds.append(first)
    }
    while bounds.count < 3, skip(.colon) {
      switch current.kind {
      case .colon, .rightBracket, .comma: bounds.append(nil)
      default:
        bounds.append(try expression())
        highest = max(highest, height)
      }
    }
    height = highest
    try grow()
    let slice = Slice(
      start: bounds[0], stop: bounds.count > 1 ? bounds[1] : nil,
      step: bounds.count > 2 ? bounds[2] : nil)
    return .slice(slice, position)
  }

  // MARK: Calls, filters, tests

  private mutating func call(_ callee: Expression) throws(SyntaxProblem) -> Expression {
    let position = current.position
    let calleeHeight = height
    let arguments = try callArguments()
    try grow(over: calleeHeight)
    return .call(callee, arguments, position)
  }

  /// The arguments of a call with their parentheses.
  private mutating func callArguments() throws(SyntaxProblem) -> CallArguments {
    let opener = try expect(.leftParenthesis)
    var arguments = CallArguments()
    var names: Set<String> = []
    var highest = 0
    var isFirst = true
    func ensure(_ valid: Bool) throws(SyntaxProblem) {
      if !valid {
        throw SyntaxProblem("the arguments stand in the wrong order", at: opener.position)
      }
    }
    while current.kind != .rightParenthesis {
      if !isFirst {
        try expect(.comma)
        if current.kind == .rightParenthesis { break }
      }
      isFirst = false
      if skip(.multiply) {
        try ensure(arguments.spread == nil && arguments.namedSpread == nil)
        arguments.spread = try expression()
      } else if skip(.power) {
        try ensure(arguments.namedSpread == nil)
        arguments.namedSpread = try expression()
      } else if current.kind == .name, next.kind == .assign {
        try ensure(arguments.namedSpread == nil)
        let name = advance()
        advance()
        guard names.insert(name.text).inserted else {
          throw SyntaxProblem("there are two arguments '\(name.text)'", at: name.position)
        }
        arguments.named.append((name.text, try expression()))
      } else {
        try ensure(
          arguments.spread == nil && arguments.namedSpread == nil && arguments.named.isEmpty)
        arguments.positional.append(try expression())
      }
      highest = max(highest, height)
    }
    advance()
    height = highest
    return arguments
  }

  /// Filters with their bars; the first without one if it starts inline.
  mutating func filters(
    on subject: Expression?, startsInline: Bool = false
  ) throws(SyntaxProblem) -> Expression {
    var result = subject
    var inline = startsInline
    while true {
      if !inline { try expect(.pipe) }
      inline = false
      let (name, position) = try dottedName()
      let subjectHeight = height
      height = 0
      let arguments =
        current.kind == .leftParenthesis ? try callArguments() : CallArguments()
      try grow(over: subjectHeight)
      let filter = Expression.filter(FilterUse(result, name, arguments, at: position))
      result = filter
      if current.kind != .pipe { return filter }
    }
  }

  private mutating func dottedName() throws(SyntaxProblem) -> (String, Position) {
    let first = try expect(.name)
    var name = first.text
    while skip(.dot) { name += "." + (try expect(.name).text) }
    return (name, first.position)
  }

  private mutating func test(on subject: Expression) throws(SyntaxProblem) -> Expression {
    advance()
    let subjectHeight = height
    let isNegated = skip(name: "not")
    let (name, position) = try dottedName()
    var arguments = CallArguments()
    height = 0
    if current.kind == .leftParenthesis {
      arguments = try callArguments()
    } else if startsArgument {
      if current.isName("is") { throw problem("tests can't be chained with 'is'") }
      let argument = try nested { (parser) throws(SyntaxProblem) in
        let primary = try parser.primary()
        return try parser.postfixes(on: primary)
      }
      arguments.positional = [argument]
    }
    try grow(over: subjectHeight)
    let test = Expression.test(FilterUse(subject, name, arguments, at: position))
    guard isNegated else { return test }
    try grow()
    return .not(test)
  }

  private var startsArgument: Bool {
    switch current.kind {
    case .name: !["else", "or", "and"].contains(current.text)
    case .string, .integer, .float, .leftBracket, .leftBrace: true
    default: false
    }
  }
}
