extension Parser {
  private static let reserved: Set = ["true", "false", "none", "True", "False", "None"]

  /// A single name that something is assigned to.
  mutating func assignName() throws(SyntaxProblem) -> Variable {
    let token = try expect(.name)
    guard !Self.reserved.contains(token.text) else {
      throw SyntaxProblem("'\(token.text)' can't be assigned to", at: token.position)
    }
    return Variable(token.text, at: token.position)
  }

  /// One or more names, or attributes of namespaces, that something is assigned to.
  mutating func assignTarget(namespace: Bool = false) throws(SyntaxProblem) -> Target {
    let position = current.position
    var targets: [Target] = []
    var isTuple = false
    while true {
      if !targets.isEmpty { try expect(.comma) }
      if isTupleEnd { break }
      targets.append(try singleTarget(namespace: namespace))
      guard current.kind == .comma else { break }
      isTuple = true
    }
    if isTuple { return .tuple(targets, position) }
    guard let target = targets.first else { throw problem("expected a name to assign to") }
    return target
  }

  private mutating func singleTarget(namespace: Bool) throws(SyntaxProblem) -> Target {
    let token = current
    if namespace, token.kind == .name, next.kind == .dot, !Self.reserved.contains(token.text) {
      advance()
      advance()
      let attribute = try expect(.name).text
      return .namespace(Variable(token.text, at: token.position), attribute: attribute)
    }
    return try target(primary(), at: token.position)
  }

  private func target(
    _ expression: Expression, at position: Position
  ) throws(SyntaxProblem) -> Target {
    switch expression {
    case .variable(let variable): return .variable(variable)
    case .tuple(let elements):
      var targets: [Target] = []
      for element in elements { targets.append(try target(element, at: position)) }
      return .tuple(targets, position)
    default: throw SyntaxProblem("only names can be assigned to", at: position)
    }
  }

  /// Whether a list of expressions without brackets ends here.
  var isTupleEnd: Bool {
    switch current.kind {
    case .variableEnd, .blockEnd, .rightParenthesis: true
    default: false
    }
  }
}
