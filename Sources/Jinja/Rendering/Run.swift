/// A function of a template while it is executed: its slots, and the variables of the rendering.
final class Run {
  let context: Context
  let activation: Activation
  /// What the root of the template has come to.
  let root: RootState

  init(_ context: Context, _ activation: Activation, _ root: RootState) {
    self.context = context
    self.activation = activation
    self.root = root
  }
}

/// Whether the root of a template has come to an `extends`.
final class RootState {
  var parent: JinjaTemplate?
}

/// How a list of statements ended.
enum Flow {
  case normal
  case breakLoop
  case continueLoop
}

extension Interpreter {
  func newContext(
    for template: JinjaTemplate, parent: [String: Value]
  ) throws(JinjaError) -> Context {
    try charge(32 * parent.count)
    let context = Context(
      parent: parent, name: template.name, ownGlobals: Set(template.globals.keys))
    context.add(template.code.blocks, of: template)
    keep(context)
    return context
  }

  /// Executes a template and what it extends.
  func runRoot(of template: JinjaTemplate, _ context: Context) throws(JinjaError) {
    try deeper { () throws(JinjaError) in
      let root = RootState()
      try inside(template) { () throws(JinjaError) in
        switch template.code {
        case .text(let code):
          let activation = try activation(slots: code.plan.slots, parent: nil)
          if let slot = code.plan.selfSlot {
            activation.slots[slot] = .object(TemplateReference(context))
          }
          let run = Run(context, activation, root)
          try enter(code.plan.scope, run)
          _ = try execute(code.statements, run)
        case .native(let code): try run(code, context)
        }
      }
      if let parent = root.parent { try runRoot(of: parent, context) }
    }
  }

  /// Executes a block.
  func run(_ block: Context.Block, _ context: Context) throws(JinjaError) {
    try deeper { () throws(JinjaError) in
      try inside(block.template) { () throws(JinjaError) in
        switch block.function.code {
        case .text(let statement):
          let plan = statement.function.content
          let activation = try activation(slots: plan.slots, parent: nil)
          if let slot = plan.selfSlot {
            activation.slots[slot] = .object(TemplateReference(context))
          }
          if let slot = plan.superSlot {
            activation.slots[slot] = parentBlock(of: block.function, context)
          }
          let run = Run(context, activation, RootState())
          try enter(plan.scope, run)
          _ = try execute(statement.body, run)
        case .native(let native):
          try write(native: { () in try native.render(variables(of: context)) })
        }
      }
    }
  }

  private func parentBlock(of function: BlockFunction, _ context: Context) -> Value {
    let blocks = context.blocks[function.name] ?? []
    let index = blocks.firstIndex { $0.function === function } ?? blocks.count
    guard index + 1 < blocks.count else {
      return .undefined(Undefined("there is no parent block '\(function.name)'"))
    }
    return .object(BlockReference(function.name, context, blocks, index + 1))
  }

  // MARK: Scopes

  func enter(_ plan: ScopePlan, _ run: Run) throws(JinjaError) {
    try step(plan.loads.count)
    for (slot, load) in plan.loads {
      switch load {
      case .resolve(let name): run.activation.slots[slot] = run.context.resolve(name)
      case .alias(let outer): run.activation.slots[slot] = run.activation[outer]
      case .undefined: run.activation.slots[slot] = nil
      }
    }
  }

  func leave(_ plan: ScopePlan, _ run: Run) {
    for slot in plan.cleared { run.activation.slots[slot] = nil }
  }

  /// The variables in these slots that have a value.
  func values(of locals: [NamedSlot], _ run: Run) -> [String: Value] {
    var values: [String: Value] = [:]
    for local in locals { values[local.name] = run.activation[local.slot] }
    return values
  }

  // MARK: Native templates

  private func variables(of context: Context) -> JinjaVariables {
    JinjaVariables { name in
      guard let value = context.resolve(name) else { return nil }
      return try? self.foreign(value)
    }
  }

  private func run(_ code: CompiledNative, _ context: Context) throws(JinjaError) {
    for (variable, name) in code.native.imports {
      let template = try load(named: name)
      context.variables[variable] = .object(try module(of: template, importedBy: context))
    }
    var variables = variables(of: context)
    try native { () in try code.native.prepare(&variables) }
    for (name, value) in variables.changes {
      context.variables[name] = Value(value)
      if !name.hasPrefix("_") { context.exported.insert(name) }
    }
    for part in code.native.parts {
      switch part {
      case .text(let text): try write(native: { () in try text(self.variables(of: context)) })
      case .block(let block):
        if let first = context.blocks[block.name]?.first { try run(first, context) }
      }
    }
  }

  private func write(native text: () throws -> String) throws(JinjaError) {
    try write(try native(text))
  }

  /// Runs a closure from outside; its errors get the place that is executed.
  func native<Result>(_ run: () throws -> Result) throws(JinjaError) -> Result {
    do {
      return try run()
    } catch let problem as JinjaError {
      throw problem.line > 0 ? problem : error(problem.kind, problem.message)
    } catch {
      throw self.error("\(error)")
    }
  }
}

extension TemplateCode {
  var blocks: [BlockFunction] {
    switch self {
    case .text(let code): code.blocks
    case .native(let code): code.blocks
    }
  }
}
