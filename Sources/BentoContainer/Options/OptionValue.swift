/// A value of an option as it is given without knowing its type: on the command line, or for an
/// option that a backend doesn't declare.
public enum OptionValue: Hashable, Sendable {
  /// The option stands alone, or is said not to.
  case flag(Bool)
  /// One value, or several for an option that is given several times.
  case texts([String])

  /// One value.
  public static func text(_ text: String) -> OptionValue { .texts([text]) }
}

extension OptionValue: ExpressibleByBooleanLiteral {
  /// On or off.
  public init(booleanLiteral value: Bool) { self = .flag(value) }
}

extension OptionValue: ExpressibleByStringLiteral {
  /// As users write it.
  public init(stringLiteral value: String) { self = .texts([value]) }
}

extension OptionValue: ExpressibleByArrayLiteral {
  /// In the order written.
  public init(arrayLiteral elements: String...) { self = .texts(elements) }
}
