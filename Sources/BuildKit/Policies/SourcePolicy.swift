/// Which sources (images, git repositories, downloads) a build may use, and what others become of
/// them: BuildKit's source policy.
public struct SourcePolicy: Hashable, Sendable {
  /// What becomes of sources that a selector chooses.
  public struct Rule: Hashable, Sendable {
    /// What becomes of a source.
    public enum Action: Hashable, Sendable {
      /// It may be used.
      case allow
      /// The build fails.
      case deny
      /// It becomes another one; nil and what isn't named stay as they are.
      case convert(identifier: String? = nil, attributes: [String: String] = [:])
    }

    /// Which sources it is for.
    public var selector: Selector
    /// What becomes of them.
    public var action: Action

    /// A rule.
    public init(_ action: Action, _ selector: Selector) {
      self.action = action
      self.selector = selector
    }
  }

  /// Chooses sources.
  public struct Selector: Hashable, Sendable {
    /// How an identifier is compared.
    public enum Match: String, Hashable, Sendable, CaseIterable {
      /// Literally, or with `*` and `?`.
      case wildcard = "WILDCARD"
      /// Literally.
      case exact = "EXACT"
      /// As a regular expression, whose groups may be used in what a source is converted to.
      case regularExpression = "REGEX"
    }

    /// Such as `docker-image://docker.io/library/alpine:*`.
    public var identifier: String
    /// How the identifier is compared.
    public var match: Match
    /// What must hold for attributes, too.
    public var constraints: [Constraint]

    /// A selector.
    public init(
      _ identifier: String, match: Match = .wildcard, constraints: [Constraint] = []
    ) {
      self.identifier = identifier
      self.match = match
      self.constraints = constraints
    }
  }

  /// What must hold for an attribute of a source.
  public struct Constraint: Hashable, Sendable {
    /// How the value is compared.
    public enum Condition: String, Hashable, Sendable, CaseIterable {
      /// It is the same.
      case equal = "EQUAL"
      /// It is another one.
      case notEqual = "NOTEQUAL"
      /// It matches a regular expression.
      case matches = "MATCHES"
    }

    /// The attribute's key, such as `http.checksum`.
    public var key: String
    /// The value it is compared with.
    public var value: String
    /// How.
    public var condition: Condition

    /// A constraint.
    public init(_ key: String, _ condition: Condition, _ value: String) {
      self.key = key
      self.condition = condition
      self.value = value
    }
  }

  /// The rules. Of several that choose a source, the last one that denies or allows holds.
  public var rules: [Rule]

  /// A policy of rules in an order.
  public init(_ rules: [Rule] = []) { self.rules = rules }
}
