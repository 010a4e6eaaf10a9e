/// A span of time as builders write it, such as `2s`; a number alone counts seconds.
public struct Delay: Hashable, Sendable, LosslessStringConvertible {
  /// As builders write it.
  public let description: String

  /// A number of seconds.
  public init(seconds: Int) { description = "\(seconds)s" }

  /// Reads a number of seconds, or a span with its unit.
  public init?(_ description: String) {
    guard description.first?.isNumber == true else { return nil }
    self.description = Int(description) == nil ? description : "\(description)s"
  }
}

extension Delay: ExpressibleByIntegerLiteral {
  /// A number of seconds.
  public init(integerLiteral value: Int) { self.init(seconds: value) }
}
