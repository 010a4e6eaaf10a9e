/// Finds the slot of every variable of a template and what happens at the borders of scopes, by the
/// rules of jinja2's compiler, and fills the tree with it. Finds names of filters and tests that
/// don't exist.
struct Resolver {
  let environment: JinjaEnvironment
  private(set) var blocks: [BlockStatement] = []
  private var extendsSoFar = 0
  var hasCertainExtends = false
  private var handedOver = 0

  init(environment: JinjaEnvironment) { self.environment = environment }

  /// Resolves a whole template; gives its plan. Its blocks are known then.
  mutating func resolve(_ statements: [Statement]) throws(SyntaxProblem) -> RootPlan {
    var finder = StructureFinder()
    finder.visit(statements)
    var names: Set<String> = []
    for block in finder.blocks {
      guard names.insert(block.name).inserted else {
        throw SyntaxProblem("there are two blocks '\(block.name)'", at: block.position)
      }
    }
    blocks = finder.blocks

    var plan = RootPlan()
    let unit = FunctionUnit(parent: nil)
    var frame = Frame(symbols: Symbols(parent: nil, unit: unit))
    if !undeclared(["self"], in: { $0.statements(statements) }).isEmpty {
      plan.selfSlot = frame.symbols.declareParameter("self").index
    }
    frame.symbols.analyze(statements)
    frame.isTopLevel = true
    frame.isRootLevel = true
    frame.checksOutput = finder.hasExtends
    plan.scope = frame.plan()
    try resolve(statements, frame)
    plan.slots = unit.slots
    for block in blocks { try resolve(block) }
    return plan
  }

  private mutating func resolve(_ block: BlockStatement) throws(SyntaxProblem) {
    var plan = BlockFunctionPlan()
    let unit = FunctionUnit(parent: nil)
    let frame = Frame(symbols: Symbols(parent: nil, unit: unit))
    let special = undeclared(["self", "super"]) { $0.statements(block.body) }
    if special.contains("self") {
      plan.selfSlot = frame.symbols.declareParameter("self").index
    }
    if special.contains("super") {
      plan.superSlot = frame.symbols.declareParameter("super").index
    }
    frame.symbols.analyze(block.body)
    plan.scope = frame.plan()
    try resolve(block.body, frame)
    plan.slots = unit.slots
    block.function.fill(plan)
  }

  mutating func resolve(
    _ statements: [Statement], _ frame: Frame
  ) throws(SyntaxProblem) {
    for statement in statements where try !resolve(statement, frame) { return }
  }

  /// The variables that a block, or a template that is included or imported, gets from a scope. Each of
  /// them gets all, so they are counted.
  mutating func locals(
    _ frame: Frame, at position: Position
  ) throws(SyntaxProblem) -> [NamedSlot] {
    let locals = frame.locals()
    handedOver += locals.count
    guard handedOver <= environment.limits.templateBytes else {
      throw SyntaxProblem(
        "too many variables are handed to blocks and other templates", at: position, kind: .limit)
    }
    return locals
  }

  func fill(_ variable: Variable, _ frame: Frame) {
    variable.slot.fill(frame.slot(of: variable.name))
  }

  func fill(_ target: Target, _ frame: Frame) {
    switch target {
    case .variable(let variable), .namespace(let variable, _): fill(variable, frame)
    case .tuple(let targets, _): for target in targets { fill(target, frame) }
    }
  }

  /// What an assignment to a target makes known beyond the scope.
  func exports(_ target: Target, _ frame: Frame) -> [Export] {
    guard frame.isTopLevel else { return [] }
    switch target {
    case .variable(let variable): return [export(variable, frame)]
    case .tuple(let targets, _): return targets.flatMap { exports($0, frame) }
    case .namespace: return []
    }
  }

  func export(_ variable: Variable, _ frame: Frame) -> Export {
    Export(
      name: variable.name, slot: frame.slot(of: variable.name),
      isPublic: !variable.name.hasPrefix("_"))
  }

  // MARK: Inheritance

  /// False if nothing after the statement can be reached.
  mutating func resolve(
    _ extends: ExtendsStatement, _ frame: Frame
  ) throws(SyntaxProblem) -> Bool {
    guard frame.isTopLevel else {
      throw SyntaxProblem(
        "'extends' can't stand in loops, blocks or macros", at: extends.position)
    }
    if extendsSoFar > 0 {
      extends.plan.fill(hasCertainExtends ? .second : .maybeSecond)
      if hasCertainExtends { return false }
    }
    try resolve(extends.template, frame)
    if frame.isRootLevel { hasCertainExtends = true }
    extendsSoFar += 1
    return true
  }

  /// The place where a block stands.
  mutating func resolvePlace(
    of block: BlockStatement, _ frame: Frame
  ) throws(SyntaxProblem) {
    var plan = BlockPlacePlan()
    if frame.isTopLevel {
      plan.output = hasCertainExtends ? .never : extendsSoFar > 0 ? .unlessExtending : .always
    }
    if block.isScoped { plan.locals = try locals(frame, at: block.position) }
    block.plan.fill(plan)
  }
}

/// Finds what matters for a template as a whole.
private struct StructureFinder {
  var blocks: [BlockStatement] = []
  var hasExtends = false

  mutating func visit(_ statements: [Statement]) {
    for statement in statements {
      switch statement {
      case .extends: hasExtends = true
      case .block(let block):
        blocks.append(block)
        visit(block.body)
      case .assignBlock(let assign): visit(assign.body)
      case .loop(let loop):
        visit(loop.body)
        visit(loop.otherwise)
      case .condition(let condition):
        visit(condition.first.body)
        for branch in condition.others { visit(branch.body) }
        visit(condition.otherwise)
      case .with(let with): visit(with.body)
      case .macro(let macro): visit(macro.definition.body)
      case .callBlock(let call): visit(call.definition.body)
      case .filterBlock(let block): visit(block.body)
      default: break
      }
    }
  }
}

extension ForStatement {
  /// Whether the body holds a block that sees the loop's variables.
  var holdsScopedBlock: Bool {
    var finder = StructureFinder()
    finder.visit(body)
    finder.visit(otherwise)
    return finder.blocks.contains(where: \.isScoped)
  }
}
