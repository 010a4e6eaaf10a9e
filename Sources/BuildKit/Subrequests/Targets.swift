/// The stages of a Dockerfile.
public struct BuildTargets: Sendable {
  /// A stage.
  public struct Target: Hashable, Sendable {
    /// Its name; empty for one without.
    public var name: String
    /// Whether it is built when none is asked for.
    public var isDefault: Bool
    /// What it is for: the comment above it; empty if there is none.
    public var description: String
    /// What it begins from.
    public var base: String
    /// What it runs on; empty for the default.
    public var platform: String
    /// Where it begins; 0 if the frontend doesn't tell.
    public var line: Int
  }

  /// The stages, in their order.
  public var targets: [Target]
}

extension Subrequest where Value == BuildTargets {
  /// The stages of a Dockerfile (`frontend.targets`).
  public static var targets: Subrequest {
    Subrequest(
      "frontend.targets", advice: "BuildKit 0.11 and newer do", TargetsJSON.self, \.targets)
  }
}

/// The answer as frontend/subrequests/targets writes it.
private struct TargetsJSON: Decodable {
  struct Target: Decodable {
    var name: String?
    var `default`: Bool?
    var description: String?
    var base: String?
    var platform: String?
    var location: SourceLocationJSON?
  }

  private enum CodingKeys: String, CodingKey {
    case list = "targets"
  }

  var list: [Target]?

  var targets: BuildTargets {
    BuildTargets(
      targets: (list ?? []).map { target in
        BuildTargets.Target(
          name: target.name ?? "", isDefault: target.default ?? false,
          description: target.description ?? "", base: target.base ?? "",
          platform: target.platform ?? "", line: target.location?.line ?? 0)
      })
  }
}

extension SourceLocationJSON {
  /// The first line; nil if there is none.
  var line: Int? { ranges?.first?.range.start.line }
}
