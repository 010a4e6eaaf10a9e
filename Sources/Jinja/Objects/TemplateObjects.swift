/// A template as a value.
final class TemplateObject: Object {
  let template: JinjaTemplate

  init(_ template: JinjaTemplate) { self.template = template }

  override var typeName: String { "Template" }
  override var representation: String { "<Template \(template.name.map(quoted) ?? "memory")>" }

  override func attribute(
    _ name: String, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value? {
    name == "name" ? template.name.map(Value.string) ?? Value.none : nil
  }

  override func isEqual(
    to other: Object, _ interpreter: Interpreter
  ) throws(JinjaError) -> Bool {
    (other as? TemplateObject)?.template === template
  }
}

/// An imported template.
final class ModuleObject: Object {
  let name: String?
  /// What it printed.
  let body: String
  var exported: [String: Value] = [:]

  init(_ name: String?, _ body: String) {
    self.name = name
    self.body = body
  }

  override var typeName: String { "TemplateModule" }
  override var representation: String { "<TemplateModule \(name.map(quoted) ?? "memory")>" }

  override func attribute(
    _ name: String, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value? { exported[name] }

  override func tearDown() { exported = [:] }
}

/// The variable `self`: the blocks of a template.
final class TemplateReference: Object {
  private let context: Context

  init(_ context: Context) { self.context = context }

  override var typeName: String { "TemplateReference" }
  override var representation: String {
    "<TemplateReference \(context.name.map(quoted) ?? "None")>"
  }

  override func item(_ key: Value, _ interpreter: Interpreter) throws(JinjaError) -> Value? {
    guard let name = key.text, let blocks = context.blocks[name] else { return nil }
    return .object(BlockReference(name, context, blocks, 0))
  }
}

/// A block that can be called: of `self`, or the one that `super` stands for.
final class BlockReference: Object {
  private let name: String
  private let context: Context
  private let blocks: [Context.Block]
  private let index: Int

  init(_ name: String, _ context: Context, _ blocks: [Context.Block], _ index: Int) {
    self.name = name
    self.context = context
    self.blocks = blocks
    self.index = index
  }

  override var typeName: String { "BlockReference" }
  override var isCallable: Bool { true }
  override var specialNames: Set<String> { super.specialNames.union(["__call__"]) }

  override func attribute(
    _ name: String, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value? {
    switch name {
    case "name": return .string(self.name)
    case "super":
      guard index + 1 < blocks.count else {
        return .undefined(Undefined("there is no parent block '\(self.name)'"))
      }
      return .object(BlockReference(self.name, context, blocks, index + 1))
    default: return nil
    }
  }

  override func call(
    _ arguments: Arguments, _ interpreter: Interpreter
  ) throws(JinjaError) -> Value {
    _ = try interpreter.bind(arguments, .positional(0), of: name)
    return .string(
      try interpreter.capture { (interpreter) throws(JinjaError) in
        try interpreter.run(blocks[index], context)
      })
  }
}
