extension Symbols {
  // MARK: The bodies that make scopes

  func analyze(_ statements: [Statement]) { for statement in statements { analyze(statement) } }

  func analyze(_ definition: MacroDefinition) {
    for parameter in definition.parameters { declareParameter(parameter.name) }
    for value in definition.defaults { analyze(value) }
    analyze(definition.body)
  }

  func analyzeParameters(_ target: Target) {
    _ = NameVisitor(visit: { variable, _ in
      self.declareParameter(variable.name)
      return false
    }).target(target)
  }

  // MARK: What a scope sees of its statements

  private func analyze(_ statement: Statement) {
    switch statement {
    case .output(let output):
      for case .value(let expression, _) in output.parts { analyze(expression) }
    case .assign(let assign):
      analyze(assign.value)
      analyze(assign.target)
    case .assignBlock(let assign): analyze(assign.target)
    case .loop(let loop): analyze(loop.sequence)
    case .condition(let condition): analyze(condition)
    case .with(let with): for value in with.values { analyze(value) }
    case .block, .breakLoop, .continueLoop: break
    case .extends(let extends): analyze(extends.template)
    case .include(let include): analyze(include.template)
    case .importAs(let statement):
      analyze(statement.template)
      store(statement.target.name)
    case .fromImport(let statement):
      analyze(statement.template)
      for name in statement.names { store(name.target.name) }
    case .macro(let macro): store(macro.target.name)
    case .callBlock(let call): analyze(.call(call.callee, call.arguments, call.position))
    case .filterBlock(let block): analyze(block.filter)
    }
  }

  private func analyze(_ condition: IfStatement) {
    analyze(condition.first.test)
    let first = self.branch()
    first.analyze(condition.first.body)
    let others = self.branch()
    for branch in condition.others {
      // An 'elif' is a condition of its own that has only one branch.
      others.analyze(IfStatement(first: branch, others: [], otherwise: []))
    }
    let otherwise = self.branch()
    otherwise.analyze(condition.otherwise)
    merge([first, others, otherwise])
  }

  private func analyze(_ target: Target) {
    switch target {
    case .variable(let variable): store(variable.name)
    case .tuple(let targets, _): for target in targets { analyze(target) }
    case .namespace(let variable, _): load(variable.name)
    }
  }

  func analyze(_ expression: Expression) {
    _ = NameVisitor(visit: { variable, _ in
      self.load(variable.name)
      return false
    }).expression(expression)
  }
}
