/// Ids of users or groups in a container and what they are on this machine: `CONTAINER:HOST:SIZE`.
public struct IDMapping: Hashable, Sendable, LosslessStringConvertible {
  /// As builders write it.
  public let description: String

  /// A mapping as builders write it.
  public init(_ description: String) { self.description = description }

  /// A mapping of `size` ids from `container` on to those from `host` on.
  public init(container: UInt32, host: UInt32, size: UInt32) {
    description = "\(container):\(host):\(size)"
  }
}

extension IDMapping: ExpressibleByStringLiteral {
  /// As users write it.
  public init(stringLiteral value: String) { self.init(value) }
}
