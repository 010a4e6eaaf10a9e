extension Parser {
  /// An expression, or several with commas between them, which are a tuple.
  mutating func tuple(
    conditional: Bool = true, inParentheses: Bool = false
  ) throws(SyntaxProblem) -> Expression {
    var elements: [Expression] = []
    var isTuple = false
    var highest = 0
    while true {
      if !elements.isEmpty { try expect(.comma) }
      if isTupleEnd { break }
      elements.append(try conditional ? expression() : disjunction())
      highest = max(highest, height)
      guard current.kind == .comma else { break }
      isTuple = true
    }
    if !isTuple {
      if let element = elements.first { return element }
      guard inParentheses else { throw problem("expected an expression") }
    }
    height = highest
    try grow()
    return .tuple(elements)
  }

  mutating func expression() throws(SyntaxProblem) -> Expression {
    try nested { (parser) throws(SyntaxProblem) in try parser.conditional() }
  }

  private mutating func conditional() throws(SyntaxProblem) -> Expression {
    var expression = try disjunction()
    while current.isName("if") {
      let position = advance().position
      var highest = height
      let test = try disjunction()
      highest = max(highest, height)
      var otherwise: Expression?
      if skip(name: "else") {
        otherwise = try self.expression()
        highest = max(highest, height)
      }
      try grow(over: highest)
      expression = .conditional(test: test, then: expression, otherwise: otherwise, position)
    }
    return expression
  }

  mutating func disjunction() throws(SyntaxProblem) -> Expression {
    var left = try conjunction()
    while skip(name: "or") {
      let leftHeight = height
      left = .or(left, try conjunction())
      try grow(over: leftHeight)
    }
    return left
  }

  private mutating func conjunction() throws(SyntaxProblem) -> Expression {
    var left = try negation()
    while skip(name: "and") {
      let leftHeight = height
      left = .and(left, try negation())
      try grow(over: leftHeight)
    }
    return left
  }

  private mutating func negation() throws(SyntaxProblem) -> Expression {
    var count = 0
    while skip(name: "not") { count += 1 }
    var expression = try comparison()
    for _ in 0..<count {
      try grow()
      expression = .not(expression)
    }
    return expression
  }

  private mutating func comparison() throws(SyntaxProblem) -> Expression {
    let first = try sum()
    var links: [Comparison] = []
    var highest = height
    while let comparison = comparisonOperator() {
      let position = advance().position
      if comparison == .isNotIn { advance() }
      links.append(Comparison(comparison: comparison, operand: try sum(), position: position))
      highest = max(highest, height)
    }
    guard !links.isEmpty else { return first }
    try grow(over: highest)
    return .comparison(first, links)
  }

  private func comparisonOperator() -> ComparisonOperator? {
    switch current.kind {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .name where current.text == "in": .isIn
    case .name where current.text == "not" && next.isName("in"): .isNotIn
    default: nil
    }
  }

  private mutating func sum() throws(SyntaxProblem) -> Expression {
    var left = try concatenation()
    while let operation = BinaryOperator.sums[current.kind] {
      let position = advance().position
      let leftHeight = height
      left = .binary(operation, left, try concatenation(), position)
      try grow(over: leftHeight)
    }
    return left
  }

  private mutating func concatenation() throws(SyntaxProblem) -> Expression {
    let position = current.position
    var parts = [try product()]
    var highest = height
    while skip(.tilde) {
      parts.append(try product())
      highest = max(highest, height)
    }
    if parts.count == 1 { return parts[0] }
    try grow(over: highest)
    return .concatenation(parts, position)
  }

  private mutating func product() throws(SyntaxProblem) -> Expression {
    var left = try power()
    while let operation = BinaryOperator.products[current.kind] {
      let position = advance().position
      let leftHeight = height
      left = .binary(operation, left, try power(), position)
      try grow(over: leftHeight)
    }
    return left
  }

  private mutating func power() throws(SyntaxProblem) -> Expression {
    var left = try unary()
    while current.kind == .power {
      let position = advance().position
      let leftHeight = height
      left = .binary(.power, left, try unary(), position)
      try grow(over: leftHeight)
    }
    return left
  }

  private mutating func unary(withFilters: Bool = true) throws(SyntaxProblem) -> Expression {
    var expression: Expression
    if current.kind == .subtract || current.kind == .add {
      let token = advance()
      let operand = try nested { (parser) throws(SyntaxProblem) in
        try parser.unary(withFilters: false)
      }
      try grow()
      expression = .unary(token.kind == .subtract ? .minus : .plus, operand, token.position)
    } else {
      expression = try primary()
    }
    expression = try postfixes(on: expression)
    return withFilters ? try filtersAndTests(on: expression) : expression
  }
}

extension BinaryOperator {
  static let sums: [Token.Kind: BinaryOperator] = [.add: .add, .subtract: .subtract]
  static let products: [Token.Kind: BinaryOperator] = [
    .multiply: .multiply, .divide: .divide, .floorDivide: .floorDivide, .modulo: .modulo,
  ]
}
