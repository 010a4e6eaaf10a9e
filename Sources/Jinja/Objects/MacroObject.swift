/// A macro, or the body of a call, with the variables that it can see.
final class MacroObject: Object {
  private let definition: MacroDefinition
  private var run: Run?
  private let template: JinjaTemplate

  init(_ definition: MacroDefinition, _ run: Run, _ template: JinjaTemplate) {
    self.definition = definition
    self.run = run
    self.template = template
  }

  override var typeName: String { "Macro" }
  override var representation: String {
    "<Macro \(definition.name.map(quoted) ?? "anonymous")>"
  }
  override var isCallable: Bool { true }
  override var specialNames: Set<String> { super.specialNames.union(["__call__"]) }

  override func attribute(
    _ name: String, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value? {
    let plan = definition.plan.content
    let names = definition.parameters.map(\.name)
    switch name {
    case "name": return definition.name.map(Value.string) ?? Value.none
    case "arguments": return .tuple(names.map(Value.string))
    case "catch_kwargs": return .bool(plan.namedSlot != nil)
    case "catch_varargs": return .bool(plan.positionalSlot != nil)
    case "caller": return .bool(plan.usesCaller)
    case "explicit_caller": return .bool(names.contains("caller"))
    default: return nil
    }
  }

  override func call(
    _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value {
    guard let run else { throw interpreter.error("the macro's template is gone") }
    let plan = definition.plan.content
    let activation = try interpreter.activation(slots: plan.slots, parent: run.activation)
    let inner = Run(run.context, activation, RootState())
    let missing = try fill(activation, arguments, interpreter)
    return try interpreter.deeper { () throws(JinjaError) in
      try interpreter.inside(template) { () throws(JinjaError) in
        let text = try interpreter.capture { (interpreter) throws(JinjaError) in
          try interpreter.enter(plan.scope, inner)
          for index in missing {
            let slot = plan.parameters[index]
            activation.slots[slot] = try self.standard(index, inner, interpreter)
          }
          _ = try interpreter.execute(self.definition.body, inner)
        }
        return .string(text)
      }
    }
  }

  private func standard(
    _ index: Int, _ run: Run, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value {
    let place = index - definition.parameters.count + definition.defaults.count
    guard place >= 0 else {
      let name = definition.parameters[index].name
      return .undefined(Undefined("the parameter '\(name)' was not given"))
    }
    return try interpreter.evaluate(definition.defaults[place], run)
  }

  /// Puts the arguments into their slots; gives the parameters that got none.
  private func fill(
    _ activation: Activation, _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> [Int] {
    let plan = definition.plan.content
    let count = definition.parameters.count
    let name = definition.name ?? "caller"
    var named = arguments.named
    func take(_ name: String) -> Value? {
      guard let index = named.firstIndex(where: { $0.name == name }) else { return nil }
      return named.remove(at: index).value
    }
    var missing: [Int] = []
    for (index, slot) in plan.parameters.enumerated() {
      if index < arguments.positional.count {
        activation.slots[slot] = arguments.positional[index]
      } else if let value = take(definition.parameters[index].name) {
        activation.slots[slot] = value
      } else {
        missing.append(index)
      }
    }
    if let slot = plan.callerSlot {
      let caller = take("caller").flatMap { $0.isNone ? nil : $0 }
      activation.slots[slot] =
        caller ?? .undefined(Undefined("the macro '\(name)' has no caller"))
    }
    if let slot = plan.namedSlot {
      let dict = DictObject()
      for (name, value) in named { dict.set(name, to: value) }
      activation.slots[slot] = .dict(dict)
    } else if let first = named.first {
      throw interpreter.error("the macro '\(name)' has no parameter '\(first.name)'")
    }
    if let slot = plan.positionalSlot {
      activation.slots[slot] = .tuple(Array(arguments.positional.dropFirst(count)))
    } else if arguments.positional.count > count {
      throw interpreter.error("the macro '\(name)' takes at most \(count) arguments")
    }
    return missing
  }

  override func tearDown() { run = nil }
}
