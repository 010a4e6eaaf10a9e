/// A limit of a resource for the steps of a build, such as `nofile=1024:2048`.
public struct ResourceLimit: Hashable, Sendable, LosslessStringConvertible {
  /// The resource, such as `nofile`.
  public var resource: String
  /// The soft limit; -1 for none.
  public var soft: Int
  /// The hard limit; nil for the same as the soft one.
  public var hard: Int?

  /// A limit.
  public init(_ resource: String, soft: Int, hard: Int? = nil) {
    self.resource = resource
    self.soft = soft
    self.hard = hard
  }

  /// Reads `RESOURCE=SOFT` or `RESOURCE=SOFT:HARD`.
  public init?(_ description: String) {
    let sides = description.split(separator: "=", omittingEmptySubsequences: false)
    guard sides.count == 2, let name = sides.first, !name.isEmpty else { return nil }
    let limits = sides[1].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard limits.count <= 2, limits.allSatisfy({ $0 != nil }), let soft = limits.first ?? nil else {
      return nil
    }
    self.init(String(name), soft: soft, hard: limits.count == 2 ? limits[1] : nil)
  }

  /// As builders write it.
  public var description: String { "\(resource)=\(soft)" + (hard.map { ":\($0)" } ?? "") }
}
