extension Interpreter {
  func execute(_ statements: [Statement], _ run: Run) throws(JinjaError) -> Flow {
    for statement in statements {
      let flow = try execute(statement, run)
      if flow != .normal { return flow }
    }
    return .normal
  }

  private func execute(_ statement: Statement, _ run: Run) throws(JinjaError) -> Flow {
    try step()
    switch statement {
    case .output(let output): try execute(output, run)
    case .assign(let assign): try execute(assign, run)
    case .assignBlock(let assign): return try execute(assign, run)
    case .loop(let loop): return try execute(loop, run)
    case .condition(let condition): return try execute(condition, run)
    case .with(let with): return try execute(with, run)
    case .block(let block): try execute(block, run)
    case .extends(let extends): try execute(extends, run)
    case .include(let include): try execute(include, run)
    case .importAs(let statement): try execute(statement, run)
    case .fromImport(let statement): try execute(statement, run)
    case .macro(let macro): execute(macro, run)
    case .callBlock(let call): try execute(call, run)
    case .filterBlock(let block): return try execute(block, run)
    case .breakLoop: return .breakLoop
    case .continueLoop: return .continueLoop
    }
    return .normal
  }

  private func isReached(_ plan: OutputPlan, _ run: Run) -> Bool {
    switch plan {
    case .always: true
    case .unlessExtending: run.root.parent == nil
    case .never: false
    }
  }

  private func execute(_ output: OutputStatement, _ run: Run) throws(JinjaError) {
    guard isReached(output.plan.content, run) else { return }
    for part in output.parts {
      switch part {
      case .text(let text): try write(text)
      case .value(let expression, let position):
        self.position = position
        let value = try evaluate(expression, run)
        self.position = position
        if let text = value.text { try write(text) } else { try write(text(of: value)) }
      }
    }
  }

  // MARK: Assignments

  private func execute(_ assign: AssignStatement, _ run: Run) throws(JinjaError) {
    position = assign.position
    try checkNamespaces(assign.target, run)
    let value = try evaluate(assign.value, run)
    position = assign.position
    try self.assign(value, to: assign.target, run.activation)
    export(assign.exports.content, run)
  }

  private func checkNamespaces(_ target: Target, _ run: Run) throws(JinjaError) {
    switch target {
    case .variable: break
    case .tuple(let targets, _): for target in targets { try checkNamespaces(target, run) }
    case .namespace(let variable, _):
      guard case .object(is NamespaceObject)? = run.activation[variable.slot.content] else {
        position = variable.position
        throw error("attributes can only be set on a namespace; '\(variable.name)' is none")
      }
    }
  }

  /// Assigns a value, taking tuples apart.
  func assign(
    _ value: Value, to target: Target, _ activation: Activation
  ) throws(JinjaError) {
    switch target {
    case .variable(let variable): activation[variable.slot.content] = value
    case .namespace(let variable, let attribute):
      switch activation[variable.slot.content] {
      case .object(let namespace as NamespaceObject)?:
        keep(namespace)
        namespace.attributes.set(attribute, to: value)
      case .dict(let dict)?:
        keep(dict)
        dict.set(attribute, to: value)
      default:
        throw error("attributes can only be set on a namespace; '\(variable.name)' is none")
      }
    case .tuple(let targets, let position):
      let iterator = try iterator(over: value)
      for (index, target) in targets.enumerated() {
        guard let element = try iterator.next() else {
          self.position = position
          throw error("\(targets.count) values are needed here, got \(index)")
        }
        try assign(element, to: target, activation)
      }
      if try iterator.next() != nil {
        self.position = position
        throw error("more than \(targets.count) values for as many names")
      }
    }
  }

  func export(_ exports: [Export], _ run: Run) {
    for export in exports {
      run.context.variables[export.name] = run.activation[export.slot]
      if export.isPublic { run.context.exported.insert(export.name) }
    }
  }

  private func execute(
    _ assign: AssignBlockStatement, _ run: Run
  ) throws(JinjaError) -> Flow {
    let scope = assign.scope.content
    try enter(scope, run)
    var flow = Flow.normal
    let text = try capture { (interpreter) throws(JinjaError) in
      flow = try interpreter.execute(assign.body, run)
    }
    if flow != .normal { return flow }
    position = assign.position
    var value = Value.string(text)
    if let filter = assign.filter { value = try evaluate(filter, run, block: text) }
    try self.assign(value, to: assign.target, run.activation)
    export(assign.exports.content, run)
    leave(scope, run)
    return .normal
  }

  // MARK: Blocks with a body

  private func execute(_ condition: IfStatement, _ run: Run) throws(JinjaError) -> Flow {
    if try evaluate(condition.first.test, run).isTrue {
      return try deeperBody(condition.first.body, run)
    }
    for branch in condition.others where try evaluate(branch.test, run).isTrue {
      return try deeperBody(branch.body, run)
    }
    return try deeperBody(condition.otherwise, run)
  }

  func deeperBody(_ body: [Statement], _ run: Run) throws(JinjaError) -> Flow {
    try checkStack()
    return try execute(body, run)
  }

  private func execute(_ with: WithStatement, _ run: Run) throws(JinjaError) -> Flow {
    let scope = with.scope.content
    try enter(scope, run)
    for (target, value) in zip(with.targets, with.values) {
      let value = try evaluate(value, run)
      position = with.position
      try assign(value, to: target, run.activation)
    }
    let flow = try deeperBody(with.body, run)
    if flow == .normal { leave(scope, run) }
    return flow
  }

  private func execute(_ block: FilterBlockStatement, _ run: Run) throws(JinjaError) -> Flow {
    let scope = block.scope.content
    try enter(scope, run)
    var flow = Flow.normal
    let text = try capture { (interpreter) throws(JinjaError) in
      flow = try interpreter.deeperBody(block.body, run)
    }
    if flow != .normal { return flow }
    let value = try evaluate(block.filter, run, block: text)
    position = block.position
    try writeText(value)
    leave(scope, run)
    return .normal
  }

  private func execute(_ block: BlockStatement, _ run: Run) throws(JinjaError) {
    let plan = block.plan.content
    guard isReached(plan.output, run) else { return }
    position = block.position
    let context =
      block.isScoped ? try derived(run.context, values(of: plan.locals, run)) : run.context
    let functions = run.context.blocks[block.name] ?? []
    if block.isRequired, functions.count <= 1 {
      throw error(
        "the block '\(block.name)' is required; a template that extends this must have it")
    }
    guard let first = functions.first else {
      throw error("there is no block '\(block.name)' here")
    }
    try self.run(first, context)
  }

  /// The variables of a rendering and some more.
  private func derived(
    _ context: Context, _ more: [String: Value]
  ) throws(JinjaError) -> Context {
    try charge(32 * (context.parent.count + context.variables.count + more.count))
    let derived = Context(
      parent: context.all().merging(more) { $1 }, name: context.name, ownGlobals: [])
    derived.blocks = context.blocks
    keep(derived)
    return derived
  }

  // MARK: Macros

  private func execute(_ macro: MacroStatement, _ run: Run) {
    let object = MacroObject(macro.definition, run, template)
    keep(object)
    keep(run.activation)
    run.activation[macro.target.slot.content] = .object(object)
    export(macro.exports.content, run)
  }

  private func execute(_ call: CallBlockStatement, _ run: Run) throws(JinjaError) {
    let caller = MacroObject(call.definition, run, template)
    keep(caller)
    keep(run.activation)
    let callee = try evaluate(call.callee, run)
    var arguments = try evaluate(call.arguments, run)
    position = call.position
    guard arguments.named("caller") == nil else {
      throw error("there are two values for 'caller'")
    }
    arguments.named.append(("caller", .object(caller)))
    let value = try self.call(callee, arguments)
    position = call.position
    try writeText(value)
  }

  /// Writes what filter blocks and calls give, which must be text.
  private func writeText(_ value: Value) throws(JinjaError) {
    guard let text = value.text else {
      throw error("text is needed here, not a value of type '\(value.typeName)'")
    }
    try write(text)
  }
}
