/// What a template is made of.
enum TemplateCode: Sendable {
  case text(CompiledTemplate)
  case native(CompiledNative)
}

/// A template's text, parsed and resolved.
final class CompiledTemplate: Sendable {
  let statements: [Statement]
  let plan: RootPlan
  let blocks: [BlockFunction]

  init(
    source: String, name: String?, environment: JinjaEnvironment
  ) throws(JinjaError) {
    do {
      statements = try Parser.statements(of: source, environment: environment)
      var resolver = Resolver(environment: environment)
      plan = try resolver.resolve(statements)
      blocks = resolver.blocks.map { BlockFunction($0.name, .text($0)) }
    } catch {
      throw JinjaError(
        error.kind, error.message, template: name, line: Int(error.position.line),
        column: Int(error.position.column))
    }
  }
}

/// A native template, its blocks by name.
final class CompiledNative: Sendable {
  let native: SendableNative
  let blocks: [BlockFunction]

  init(_ native: NativeTemplate) throws(JinjaError) {
    self.native = SendableNative(native)
    var blocks: [BlockFunction] = []
    for case .block(let block) in native.parts {
      guard !blocks.contains(where: { $0.name == block.name }) else {
        throw JinjaError(
          .syntax, "there are two blocks '\(block.name)'", template: native.name)
      }
      blocks.append(BlockFunction(block.name, .native(block)))
    }
    self.blocks = blocks
  }
}

/// The parts of a native template as they are when it is made.
struct SendableNative: Sendable {
  let imports: [(variable: String, template: String)]
  let prepare: @Sendable (inout JinjaVariables) throws -> Void
  let parts: [NativeTemplate.Part]

  init(_ native: NativeTemplate) {
    imports = native.imports
    prepare = native.prepare
    parts = native.parts
  }
}

/// A block of a certain template. It is the same block only if it is the same object.
final class BlockFunction: Sendable {
  enum Code: Sendable {
    case text(BlockStatement)
    case native(NativeBlock)
  }

  let name: String
  let code: Code

  init(_ name: String, _ code: Code) {
    self.name = name
    self.code = code
  }
}
