/// Where templates come from that others extend, include or import by name.
public struct JinjaLoader: Sendable {
  /// What a loader finds.
  public enum Found: Sendable {
    /// The text of a template.
    case source(String)
    /// A template, such as a native one.
    case template(JinjaTemplate)
  }

  let find: @Sendable (String) throws -> Found?

  /// A loader made of a closure that gives nil for names that it doesn't know.
  ///
  /// A ``JinjaError`` that it throws keeps its kind; any other error becomes one of kind `runtime`.
  public init(_ find: @escaping @Sendable (String) throws -> Found?) {
    self.find = find
  }

  /// A loader that knows these texts, by name.
  public static func texts(_ texts: [String: String]) -> JinjaLoader {
    JinjaLoader { name in texts[name].map(Found.source) }
  }

  /// This loader, and another one for what it doesn't know.
  public func or(_ other: JinjaLoader) -> JinjaLoader {
    JinjaLoader { name in try find(name) ?? other.find(name) }
  }
}
