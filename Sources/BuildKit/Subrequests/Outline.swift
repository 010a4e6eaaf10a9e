/// What a build of a Dockerfile can be given.
public struct BuildOutline: Sendable {
  /// A build argument.
  public struct Argument: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// What it is for: the comment above it; empty if there is none.
    public var description: String
    /// Its value in this build; empty for none.
    public var value: String
    /// Where it is declared; 0 if the frontend doesn't tell.
    public var line: Int
  }

  /// A secret, or an SSH agent.
  public struct Mount: Hashable, Sendable {
    /// Its id.
    public var name: String
    /// Whether the build fails without it.
    public var isRequired: Bool
    /// Where it is used; 0 if the frontend doesn't tell.
    public var line: Int
  }

  /// The stage that is built; empty for one without a name.
  public var name: String
  /// What it is for: the comment above it; empty if there is none.
  public var description: String
  /// Build arguments.
  public var arguments: [Argument]
  /// Secrets that it uses.
  public var secrets: [Mount]
  /// SSH agents that it uses.
  public var agents: [Mount]
}

extension Subrequest where Value == BuildOutline {
  /// What a build can be given (`frontend.outline`).
  public static var outline: Subrequest {
    Subrequest(
      "frontend.outline", advice: "BuildKit 0.11 and newer do", OutlineJSON.self, \.outline)
  }
}

/// The answer as frontend/subrequests/outline writes it.
private struct OutlineJSON: Decodable {
  struct Argument: Decodable {
    var name: String?
    var description: String?
    var value: String?
    var location: SourceLocationJSON?
  }
  struct Mount: Decodable {
    var name: String?
    var required: Bool?
    var location: SourceLocationJSON?

    var mount: BuildOutline.Mount {
      BuildOutline.Mount(
        name: name ?? "", isRequired: required ?? false, line: location?.line ?? 0)
    }
  }

  var name: String?
  var description: String?
  var args: [Argument]?
  var secrets: [Mount]?
  var ssh: [Mount]?

  var outline: BuildOutline {
    BuildOutline(
      name: name ?? "", description: description ?? "",
      arguments: (args ?? []).map { argument in
        BuildOutline.Argument(
          name: argument.name ?? "", description: argument.description ?? "",
          value: argument.value ?? "", line: argument.location?.line ?? 0)
      },
      secrets: (secrets ?? []).map(\.mount), agents: (ssh ?? []).map(\.mount))
  }
}
