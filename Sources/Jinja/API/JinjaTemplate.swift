/// A template, ready to be rendered any number of times from any thread.
public final class JinjaTemplate: Sendable {
  /// Its name; nil if it has none.
  public let name: String?
  let environment: JinjaEnvironment
  let globals: [String: JinjaValue]
  let code: TemplateCode
  /// What it has in common with the templates that it loads.
  let family: Family

  /// Templates of one environment, which find the same templates by the same names.
  final class Family: Sendable {}

  init(
    source: String, name: String?, globals: [String: JinjaValue], environment: JinjaEnvironment
  ) throws(JinjaError) {
    self.name = name
    self.environment = environment
    self.globals = globals
    family = Family()
    code = .text(try CompiledTemplate(source: source, name: name, environment: environment))
  }

  /// A template that was loaded for another one.
  init(
    source: String, name: String, relatedTo other: JinjaTemplate
  ) throws(JinjaError) {
    self.name = name
    environment = other.environment
    globals = [:]
    family = other.family
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
    family = Family()
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
