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

  /// What BuildKit can limit.
  private static let resources: Set = [
    "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc",
    "rss",
    "rtprio", "rttime", "sigpending", "stack",
  ]

  /// As the Dockerfile frontend takes it, after what it would refuse has been refused.
  ///
  /// - Throws: ``InvalidSpecification``.
  func checked() throws(InvalidSpecification) -> String {
    guard Self.resources.contains(resource) else {
      throw InvalidSpecification(
        "ulimit", description,
        "no such resource; use one of \(Self.resources.sorted().joined(separator: ", "))")
    }
    let hard = hard ?? soft
    guard hard == -1 || (soft != -1 && soft <= hard) else {
      throw InvalidSpecification("ulimit", description, "the soft limit is above the hard one")
    }
    return "\(resource)=\(soft):\(hard)"
  }
}
