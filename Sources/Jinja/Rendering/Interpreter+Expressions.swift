extension Interpreter {
  /// The value of an expression; a filter without a subject is applied to the text of a block.
  func evaluate(
    _ expression: Expression, _ run: Run, block: String? = nil
  ) throws(JinjaError) -> Value {
    try step()
    switch expression {
    case .constant(let constant): return Value(constant)
    case .variable(let variable):
      return run.activation[variable.slot.content] ?? undefined(variable)
    case .attribute(let base, let name, let position):
      let value = try evaluate(base, run)
      self.position = position
      return try attribute(name, of: value)
    case .filter(let use): return try checked(evaluate(filter: use, run, block: block))
    case .test(let use): return try evaluate(test: use, run)
    case .call(let callee, let arguments, let position):
      let callee = try evaluate(callee, run)
      let arguments = try evaluate(arguments, run)
      self.position = position
      return try checked(call(callee, arguments))
    case .binary(let operation, let left, let right, let position):
      let left = try evaluate(left, run)
      let right = try evaluate(right, run)
      self.position = position
      return try checked(apply(operation, left, right))
    case .not(let operand): return .bool(!(try evaluate(operand, run).isTrue))
    case .and(let left, let right):
      let left = try evaluate(left, run)
      return left.isTrue ? try evaluate(right, run) : left
    case .or(let left, let right):
      let left = try evaluate(left, run)
      return left.isTrue ? left : try evaluate(right, run)
    default: return try evaluateRest(expression, run)
    }
  }

  /// What is rarer, apart from the rest so that less of the stack is used.
  private func evaluateRest(_ expression: Expression, _ run: Run) throws(JinjaError) -> Value {
    switch expression {
    case .tuple(let elements): return try checked(.tuple(evaluate(elements, run)))
    case .list(let elements): return try checked(.list(evaluate(elements, run)))
    case .dictionary(let entries): return try checked(evaluate(entries, run))
    case .item(let base, .slice(let slice, _), let position):
      let value = try evaluate(base, run)
      let bounds = try bounds(slice, run)
      self.position = position
      return try self.slice(value, bounds)
    case .item(let base, let key, let position):
      let value = try evaluate(base, run)
      let key = try evaluate(key, run)
      self.position = position
      return try item(key, of: value)
    case .unary(let operation, let operand, let position):
      let value = try evaluate(operand, run)
      self.position = position
      return try apply(operation, value)
    case .comparison(let first, let links): return try evaluate(first, links, run)
    case .concatenation(let parts, let position):
      var text = ""
      for part in parts {
        let value = try evaluate(part, run)
        self.position = position
        text += try self.text(of: value)
        try charge(text.utf8.count)
      }
      return .string(text)
    case .conditional(let test, let then, let otherwise, _):
      if try evaluate(test, run).isTrue { return try evaluate(then, run) }
      if let otherwise { return try evaluate(otherwise, run) }
      return .undefined(Undefined("the condition is false, and there is no 'else'"))
    default: throw error("a slice must stand between brackets")
    }
  }

  /// A value, which must not be nested too deep.
  private func checked(_ value: Value) throws(JinjaError) -> Value {
    guard value.depth <= 2 * limits.nesting else {
      throw error(.limit, "a value is nested too deep")
    }
    return value
  }

  private func undefined(_ variable: Variable) -> Value {
    .undefined(Undefined("'\(variable.name)' is undefined"))
  }

  private func evaluate(
    _ elements: [Expression], _ run: Run
  ) throws(JinjaError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for element in elements { values.append(try evaluate(element, run)) }
    return values
  }

  private func evaluate(
    _ entries: [(key: Expression, value: Expression)], _ run: Run
  ) throws(JinjaError) -> Value {
    let dict = DictObject()
    for entry in entries {
      let key = try evaluate(entry.key, run)
      let value = try evaluate(entry.value, run)
      dict.set(key, try hash(key), to: value)
    }
    return .dict(dict)
  }

  private func bounds(_ slice: Slice, _ run: Run) throws(JinjaError) -> SliceBounds {
    SliceBounds(
      start: try slice.start.map { (bound) throws(JinjaError) in try evaluate(bound, run) },
      stop: try slice.stop.map { (bound) throws(JinjaError) in try evaluate(bound, run) },
      step: try slice.step.map { (bound) throws(JinjaError) in try evaluate(bound, run) })
  }

  private func evaluate(
    _ first: Expression, _ links: [Comparison], _ run: Run
  ) throws(JinjaError) -> Value {
    var left = try evaluate(first, run)
    for link in links {
      let right = try evaluate(link.operand, run)
      position = link.position
      if try !compare(left, link.comparison, right) { return .bool(false) }
      left = right
    }
    return .bool(true)
  }

  // MARK: Calls, filters, tests

  func evaluate(_ arguments: CallArguments, _ run: Run) throws(JinjaError) -> Arguments {
    var values = Arguments()
    if arguments.isEmpty { return values }
    values.positional = try evaluate(arguments.positional, run)
    if let spread = arguments.spread {
      let value = try evaluate(spread, run)
      values.positional += try elements(of: try iterator(over: value))
    }
    for (name, expression) in arguments.named {
      values.named.append((name, try evaluate(expression, run)))
    }
    guard let spread = arguments.namedSpread else { return values }
    let value = try evaluate(spread, run)
    guard case .dict(let dict) = value else {
      if case .undefined(let undefined) = value { throw error(undefined) }
      throw error("'**' needs a dictionary, got \(value.typeName)")
    }
    for (key, value) in dict.entries {
      guard let name = key.text else { throw error("names of arguments must be text") }
      guard values.named(name) == nil else { throw error("there are two arguments '\(name)'") }
      values.named.append((name, value))
    }
    return values
  }

  /// Calls a value.
  func call(_ callee: Value, _ arguments: Arguments) throws(JinjaError) -> Value {
    switch callee {
    case .object(let object): return try object.call(arguments, self)
    case .undefined(let undefined): throw error(undefined)
    default: throw error("'\(callee.typeName)' can't be called")
    }
  }

  private func evaluate(
    filter use: FilterUse, _ run: Run, block: String?
  ) throws(JinjaError) -> Value {
    let subject: Value
    if let expression = use.subject {
      subject = try evaluate(expression, run, block: block)
    } else {
      subject = .string(block ?? "")
    }
    let arguments = try evaluate(use.arguments, run)
    position = use.position
    return try filter(use.name, subject, arguments)
  }

  private func evaluate(test use: FilterUse, _ run: Run) throws(JinjaError) -> Value {
    let subject = try use.subject.map { (expression) throws(JinjaError) in
      try evaluate(expression, run)
    }
    let arguments = try evaluate(use.arguments, run)
    position = use.position
    return .bool(try test(use.name, subject ?? .none, arguments))
  }
}

extension Value {
  init(_ constant: Constant) {
    switch constant {
    case .none: self = .none
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .float(let value): self = .float(value)
    case .string(let text): self = .string(text)
    }
  }
}
