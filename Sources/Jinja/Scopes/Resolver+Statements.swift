extension Resolver {
  /// Resolves a statement; false if nothing after it can be reached.
  mutating func resolve(
    _ statement: Statement, _ frame: Frame
  ) throws(SyntaxProblem) -> Bool {
    switch statement {
    case .output(let output):
      if frame.checksOutput {
        output.plan.fill(hasCertainExtends ? .never : .unlessExtending)
        if hasCertainExtends { return true }
      }
      for case .value(let expression, _) in output.parts { try resolve(expression, frame) }
    case .assign(let assign):
      fill(assign.target, frame)
      try resolve(assign.value, frame)
      assign.exports.fill(exports(assign.target, frame))
    case .assignBlock(let assign): try resolve(assign, frame)
    case .loop(let loop): try resolve(loop, frame)
    case .condition(let condition): try resolve(condition, frame)
    case .with(let with):
      let inner = frame.inner()
      for target in with.targets { inner.symbols.analyzeParameters(target) }
      inner.symbols.analyze(with.body)
      with.scope.fill(inner.plan())
      for target in with.targets { fill(target, inner) }
      for value in with.values { try resolve(value, frame) }
      try resolve(with.body, inner)
    case .block(let block): try resolvePlace(of: block, frame)
    case .extends(let extends): return try resolve(extends, frame)
    case .include(let include):
      try resolve(include.template, frame)
      if include.withContext {
        include.locals.fill(try locals(frame, at: include.position))
      }
    case .importAs(let statement):
      fill(statement.target, frame)
      try resolve(statement.template, frame)
      let locals = statement.withContext ? try locals(frame, at: statement.position) : []
      statement.plan.fill(ImportPlan(locals: locals, isTopLevel: frame.isTopLevel))
    case .fromImport(let statement):
      for name in statement.names { fill(name.target, frame) }
      try resolve(statement.template, frame)
      let locals = statement.withContext ? try locals(frame, at: statement.position) : []
      statement.plan.fill(ImportPlan(locals: locals, isTopLevel: frame.isTopLevel))
    case .macro(let macro):
      try resolve(macro.definition, frame)
      fill(macro.target, frame)
      macro.exports.fill(frame.isTopLevel ? [export(macro.target, frame)] : [])
    case .callBlock(let call):
      try resolve(call.definition, frame)
      try resolve(.call(call.callee, call.arguments, call.position), frame)
    case .filterBlock(let block):
      let inner = frame.inner()
      inner.symbols.analyze(block.body)
      inner.symbols.analyze(block.filter)
      block.scope.fill(inner.plan())
      try resolve(block.body, inner)
      try resolve(block.filter, inner)
    case .breakLoop(let position), .continueLoop(let position):
      guard frame.isInLoop else {
        throw SyntaxProblem("'break' and 'continue' must stand in a loop", at: position)
      }
    }
    return true
  }

  private mutating func resolve(
    _ assign: AssignBlockStatement, _ frame: Frame
  ) throws(SyntaxProblem) {
    var inner = frame.inner()
    inner.checksOutput = false
    inner.symbols.analyze(assign.body)
    assign.scope.fill(inner.plan())
    try resolve(assign.body, inner)
    fill(assign.target, frame)
    if let filter = assign.filter { try resolve(filter, inner) }
    assign.exports.fill(exports(assign.target, frame))
  }

  private mutating func resolve(
    _ condition: IfStatement, _ frame: Frame
  ) throws(SyntaxProblem) {
    let soft = frame.soft()
    try resolve(condition.first.test, soft)
    try resolve(condition.first.body, soft)
    for branch in condition.others {
      try resolve(branch.test, soft)
      try resolve(branch.body, soft)
    }
    try resolve(condition.otherwise, soft)
  }

  private mutating func resolve(
    _ definition: MacroDefinition, _ frame: Frame
  ) throws(SyntaxProblem) {
    var plan = MacroPlan()
    let unit = FunctionUnit(parent: frame.unit)
    var inner = frame.inner(unit: unit)
    inner.checksOutput = false
    let symbols = inner.symbols
    symbols.analyze(definition)
    plan.parameters = definition.parameters.map { inner.slot(of: $0.name).index }
    let special = undeclared(["caller", "kwargs", "varargs"]) { $0.statements(definition.body) }
    let names = definition.parameters.map(\.name)
    if special.contains("caller") {
      plan.usesCaller = true
      if let index = names.firstIndex(of: "caller") {
        guard names.count - index <= definition.defaults.count else {
          throw SyntaxProblem(
            "a parameter 'caller' must have a default value", at: definition.position)
        }
      } else {
        plan.callerSlot = symbols.declareParameter("caller").index
      }
    }
    if special.contains("kwargs"), !names.contains("kwargs") {
      plan.namedSlot = symbols.declareParameter("kwargs").index
    }
    if special.contains("varargs"), !names.contains("varargs") {
      plan.positionalSlot = symbols.declareParameter("varargs").index
    }
    symbols.analyze(definition)
    plan.scope = inner.plan()
    for value in definition.defaults { try resolve(value, inner) }
    try resolve(definition.body, inner)
    plan.slots = unit.slots
    definition.plan.fill(plan)
  }
}
