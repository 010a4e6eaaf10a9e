/// A template, ready to be rendered any number of times from any thread.
public final class JinjaTemplate: Sendable {
  /// Its name; nil if it has none.
  public let name: String?
  let environment: JinjaEnvironment
  let globals: [String: JinjaValue]
  let code: TemplateCode

  init(
    source: String, name: String?, globals: [String: JinjaValue], environment: JinjaEnvironment
  ) throws(JinjaError) {
    self.name = name
    self.environment = environment
    self.globals = globals
    code = .text(try CompiledTemplate(source: source, name: name, environment: environment))
  }

  /// A native template, for others to extend.
  ///
  /// - Throws: ``JinjaError`` of kind `syntax` if it has a block twice.
  public init(
    _ native: NativeTemplate, environment: JinjaEnvironment
  ) throws(JinjaError) {
    name = native.name
    self.environment = environment
    globals = [:]
    code = .native(try CompiledNative(native))
  }

  /// Renders the template.
  ///
  /// - Parameter variables: the variables it sees.
  /// - Throws: ``JinjaError``.
  public func render(_ variables: [String: JinjaValue] = [:]) throws(JinjaError) -> String {
    let interpreter = Interpreter(self)
    defer { interpreter.tearDown() }
    return try interpreter.render(variables)
  }
}
