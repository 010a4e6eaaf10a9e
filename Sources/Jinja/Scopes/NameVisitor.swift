/// What is done with a name at one place.
enum NameUse {
  case load
  case store
  case parameter
}

/// Walks over the names in a piece of syntax, in the order of jinja2's nodes, without entering
/// blocks unless told so.
struct NameVisitor {
  /// Called for every name; true ends the walk.
  let visit: (Variable, NameUse) -> Bool
  var entersBlocks = false

  func statements(_ statements: [Statement]) -> Bool { statements.contains(where: statement) }

  private func statement(_ statement: Statement) -> Bool {
    switch statement {
    case .output(let output):
      output.parts.contains { part in
        guard case .value(let expression, _) = part else { return false }
        return self.expression(expression)
      }
    case .assign(let assign): target(assign.target) || expression(assign.value)
    case .assignBlock(let assign):
      target(assign.target) || optional(assign.filter) || statements(assign.body)
    case .loop(let loop):
      target(loop.target) || expression(loop.sequence) || statements(loop.body)
        || statements(loop.otherwise) || optional(loop.test)
    case .condition(let condition):
      expression(condition.first.test) || statements(condition.first.body)
        || condition.others.contains { expression($0.test) || statements($0.body) }
        || statements(condition.otherwise)
    case .with(let with):
      with.targets.contains { target($0, as: .parameter) }
        || with.values.contains(where: expression)
        || statements(with.body)
    case .block(let block): entersBlocks && statements(block.body)
    case .extends(let extends): expression(extends.template)
    case .include(let include): expression(include.template)
    case .importAs(let statement): expression(statement.template)
    case .fromImport(let statement): expression(statement.template)
    case .macro(let macro): definition(macro.definition)
    case .callBlock(let call):
      expression(.call(call.callee, call.arguments, call.position)) || definition(call.definition)
    case .filterBlock(let block): statements(block.body) || expression(block.filter)
    case .breakLoop, .continueLoop: false
    }
  }

  func definition(_ definition: MacroDefinition) -> Bool {
    definition.parameters.contains { visit($0, .parameter) }
      || definition.defaults.contains(where: expression) || statements(definition.body)
  }

  func target(_ target: Target, as use: NameUse = .store) -> Bool {
    switch target {
    case .variable(let variable): visit(variable, use)
    case .tuple(let targets, _): targets.contains { self.target($0, as: use) }
    case .namespace: false
    }
  }

  func optional(_ expression: Expression?) -> Bool { expression.map(self.expression) ?? false }

  func expression(_ expression: Expression) -> Bool {
    switch expression {
    case .constant: false
    case .variable(let variable): visit(variable, .load)
    case .tuple(let elements), .list(let elements), .concatenation(let elements, _):
      elements.contains(where: self.expression)
    case .dictionary(let entries):
      entries.contains { self.expression($0.key) || self.expression($0.value) }
    case .attribute(let base, _, _), .unary(_, let base, _), .not(let base): self.expression(base)
    case .item(let base, let key, _): self.expression(base) || self.expression(key)
    case .slice(let slice, _):
      optional(slice.start) || optional(slice.stop) || optional(slice.step)
    case .call(let callee, let arguments, _): self.expression(callee) || self.arguments(arguments)
    case .filter(let use), .test(let use): optional(use.subject) || arguments(use.arguments)
    case .binary(_, let left, let right, _), .and(let left, let right), .or(let left, let right):
      self.expression(left) || self.expression(right)
    case .comparison(let first, let links):
      self.expression(first) || links.contains { self.expression($0.operand) }
    case .conditional(let test, let then, let otherwise, _):
      self.expression(test) || self.expression(then) || optional(otherwise)
    }
  }

  private func arguments(_ arguments: CallArguments) -> Bool {
    arguments.positional.contains(where: expression)
      || arguments.named.contains { expression($0.value) } || optional(arguments.spread)
      || optional(arguments.namedSpread)
  }
}

/// Which of some names are read in a piece of syntax before anything there assigns them.
func undeclared(_ names: [String], in walk: (NameVisitor) -> Bool) -> Set<String> {
  var names = Set(names)
  var found: Set<String> = []
  let visitor = NameVisitor(visit: { variable, use in
    if use == .load, names.contains(variable.name) {
      found.insert(variable.name)
      return found == names
    }
    names.remove(variable.name)
    return false
  })
  _ = walk(visitor)
  return found
}
