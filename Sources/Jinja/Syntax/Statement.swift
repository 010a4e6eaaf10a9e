/// A statement of a template, or what is printed between them.
enum Statement: Sendable {
  case output(OutputStatement)
  case assign(AssignStatement)
  case assignBlock(AssignBlockStatement)
  case loop(ForStatement)
  case condition(IfStatement)
  case with(WithStatement)
  case block(BlockStatement)
  case extends(ExtendsStatement)
  case include(IncludeStatement)
  case importAs(ImportStatement)
  case fromImport(FromImportStatement)
  case macro(MacroStatement)
  case callBlock(CallBlockStatement)
  case filterBlock(FilterBlockStatement)
  case breakLoop(Position)
  case continueLoop(Position)
}

/// Text and values that are printed one after the other.
final class OutputStatement: Sendable {
  enum Part: Sendable {
    case text(String)
    case value(Expression, Position)
  }

  let parts: [Part]
  let plan = Filled(OutputPlan.always)

  init(_ parts: [Part]) { self.parts = parts }
}

final class AssignStatement: Sendable {
  let target: Target
  let value: Expression
  let position: Position
  let exports = Filled<[Export]>([])

  init(_ target: Target, _ value: Expression, at position: Position) {
    self.target = target
    self.value = value
    self.position = position
  }
}

final class AssignBlockStatement: Sendable {
  let target: Target
  let filter: Expression?
  let body: [Statement]
  let position: Position
  let scope = Filled(ScopePlan.empty)
  let exports = Filled<[Export]>([])

  init(_ target: Target, _ filter: Expression?, _ body: [Statement], at position: Position) {
    self.target = target
    self.filter = filter
    self.body = body
    self.position = position
  }
}

final class ForStatement: Sendable {
  let target: Target
  /// The same target again, for the function that filters with the test.
  let testTarget: Target
  let sequence: Expression
  let body: [Statement]
  let otherwise: [Statement]
  let test: Expression?
  let isRecursive: Bool
  let position: Position
  let plan = Filled(ForPlan())

  init(
    target: Target, sequence: Expression, body: [Statement], otherwise: [Statement],
    test: Expression?, isRecursive: Bool, at position: Position
  ) {
    self.target = target
    testTarget = target.copy()
    self.sequence = sequence
    self.body = body
    self.otherwise = otherwise
    self.test = test
    self.isRecursive = isRecursive
    self.position = position
  }
}

final class IfStatement: Sendable {
  struct Branch: Sendable {
    let test: Expression
    let body: [Statement]
  }

  let first: Branch
  let others: [Branch]
  let otherwise: [Statement]

  init(first: Branch, others: [Branch], otherwise: [Statement]) {
    self.first = first
    self.others = others
    self.otherwise = otherwise
  }
}

final class WithStatement: Sendable {
  let targets: [Target]
  let values: [Expression]
  let body: [Statement]
  let position: Position
  let scope = Filled(ScopePlan.empty)

  init(_ targets: [Target], _ values: [Expression], _ body: [Statement], at position: Position) {
    self.targets = targets
    self.values = values
    self.body = body
    self.position = position
  }
}

final class BlockStatement: Sendable {
  let name: String
  let isScoped: Bool
  let isRequired: Bool
  let body: [Statement]
  let position: Position
  /// What happens at the place where the block stands.
  let plan = Filled(BlockPlacePlan())
  /// The block as a function.
  let function = Filled(BlockFunctionPlan())

  init(
    _ name: String, isScoped: Bool, isRequired: Bool, _ body: [Statement], at position: Position
  ) {
    self.name = name
    self.isScoped = isScoped
    self.isRequired = isRequired
    self.body = body
    self.position = position
  }
}

final class ExtendsStatement: Sendable {
  let template: Expression
  let position: Position
  let plan = Filled(ExtendsPlan.first)

  init(_ template: Expression, at position: Position) {
    self.template = template
    self.position = position
  }
}

final class IncludeStatement: Sendable {
  let template: Expression
  let ignoresMissing: Bool
  let withContext: Bool
  let position: Position
  let locals = Filled<[NamedSlot]>([])

  init(_ template: Expression, ignoresMissing: Bool, withContext: Bool, at position: Position) {
    self.template = template
    self.ignoresMissing = ignoresMissing
    self.withContext = withContext
    self.position = position
  }
}

final class ImportStatement: Sendable {
  let template: Expression
  let target: Variable
  let withContext: Bool
  let position: Position
  let plan = Filled(ImportPlan())

  init(_ template: Expression, as target: Variable, withContext: Bool, at position: Position) {
    self.template = template
    self.target = target
    self.withContext = withContext
    self.position = position
  }
}

final class FromImportStatement: Sendable {
  struct Name: Sendable {
    let name: String
    let target: Variable
  }

  let template: Expression
  let names: [Name]
  let withContext: Bool
  let position: Position
  let plan = Filled(ImportPlan())

  init(_ template: Expression, _ names: [Name], withContext: Bool, at position: Position) {
    self.template = template
    self.names = names
    self.withContext = withContext
    self.position = position
  }
}

/// What a macro and the body of a call have in common.
final class MacroDefinition: Sendable {
  /// Nil for the body of a call.
  let name: String?
  let parameters: [Variable]
  /// The values of the last parameters.
  let defaults: [Expression]
  let body: [Statement]
  let position: Position
  let plan = Filled(MacroPlan())

  init(
    name: String?, parameters: [Variable], defaults: [Expression], body: [Statement],
    at position: Position
  ) {
    self.name = name
    self.parameters = parameters
    self.defaults = defaults
    self.body = body
    self.position = position
  }
}

final class MacroStatement: Sendable {
  let target: Variable
  let definition: MacroDefinition
  let exports = Filled<[Export]>([])

  init(_ target: Variable, _ definition: MacroDefinition) {
    self.target = target
    self.definition = definition
  }
}

final class CallBlockStatement: Sendable {
  let callee: Expression
  let arguments: CallArguments
  let definition: MacroDefinition
  let position: Position

  init(
    _ callee: Expression, _ arguments: CallArguments, _ definition: MacroDefinition,
    at position: Position
  ) {
    self.callee = callee
    self.arguments = arguments
    self.definition = definition
    self.position = position
  }
}

final class FilterBlockStatement: Sendable {
  let filter: Expression
  let body: [Statement]
  let position: Position
  let scope = Filled(ScopePlan.empty)

  init(_ filter: Expression, _ body: [Statement], at position: Position) {
    self.filter = filter
    self.body = body
    self.position = position
  }
}

extension Target {
  func copy() -> Target {
    switch self {
    case .variable(let variable): .variable(Variable(variable.name, at: variable.position))
    case .tuple(let targets, let position): .tuple(targets.map { $0.copy() }, position)
    case .namespace(let variable, let attribute):
      .namespace(Variable(variable.name, at: variable.position), attribute: attribute)
    }
  }
}
