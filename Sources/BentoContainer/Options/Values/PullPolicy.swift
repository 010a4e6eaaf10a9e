/// When a builder pulls base images.
public enum PullPolicy: Hashable, Sendable, ExpressibleByBooleanLiteral {
  /// As the builder's flag alone says.
  case on
  /// Only where there is no local image; builders pull by default.
  case off
  /// By a policy that the builder knows by name.
  case named(Named)

  /// The policies that have names.
  public enum Named: String, CaseIterable, Sendable {
    /// Each time.
    case always
    /// As the flag alone.
    case `true`
    /// Where there is no local image.
    case missing
    /// Not at all.
    case never
    /// As ``missing``, said outright.
    case `false`
    /// Where the registry's image is newer.
    case newer
  }

  /// On or off.
  public init(booleanLiteral value: Bool) { self = value ? .on : .off }
}
