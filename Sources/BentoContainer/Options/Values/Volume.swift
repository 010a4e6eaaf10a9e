/// A folder of this machine that the steps of a build see: `HOST:CONTAINER` or
/// `HOST:CONTAINER:OPTIONS`.
public struct Volume: Hashable, Sendable, LosslessStringConvertible {
  /// As builders write it.
  public let description: String

  /// A volume as builders write it.
  public init(_ description: String) { self.description = description }

  /// A volume by its parts.
  ///
  /// - Parameters:
  ///   - host: the folder on this machine.
  ///   - container: where the steps see it.
  ///   - options: such as `ro` or `z`; nil for none.
  public init(host: String, container: String, options: String? = nil) {
    description = "\(host):\(container)" + (options.map { ":\($0)" } ?? "")
  }
}

extension Volume: ExpressibleByStringLiteral {
  /// As users write it.
  public init(stringLiteral value: String) { self.init(value) }
}
