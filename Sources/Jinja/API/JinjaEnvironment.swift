/// What templates are read and rendered with: options, filters, tests, globals, loader, limits.
///
/// The template language is that of jinja2 3.1.6 in a sandboxed environment with loop controls,
/// without its HTML side: nothing is escaped on its own.
public struct JinjaEnvironment: Sendable {
  /// Drops the newline behind a statement or comment.
  public var trimBlocks = true
  /// Drops the blanks before a statement or comment that begins a line.
  public var lstripBlocks = true
  /// Keeps the newline at the end of a template.
  public var keepTrailingNewline = false
  /// Filters beside the built-in ones, by name; the argument `value|name` comes first.
  public var filters: [String: JinjaFunction] = [:]
  /// Tests beside the built-in ones, by name; what they give counts as a truth value.
  public var tests: [String: JinjaFunction] = [:]
  /// Variables that every template sees, beside the built-in functions.
  public var globals: [String: JinjaValue] = [:]
  /// Where templates come from that are named in templates.
  public var loader = JinjaLoader { _ in nil }
  /// How much a template may do.
  public var limits = JinjaLimits()

  /// An environment as BentoML configures it.
  public init() {}

  /// Reads a template.
  ///
  /// - Parameters:
  ///   - source: its text.
  ///   - name: its name, for messages.
  ///   - globals: variables that only this template (and what it includes) sees.
  /// - Throws: ``JinjaError`` of kind `syntax`, `limit` or `unsupported`.
  public func template(
    _ source: String, name: String? = nil, globals: [String: JinjaValue] = [:]
  ) throws(JinjaError) -> JinjaTemplate {
    try JinjaTemplate(source: source, name: name, globals: globals, environment: self)
  }
}
