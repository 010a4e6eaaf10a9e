public import Bento

/// `nerdctl build`. What is known of it is from its documents and from recordings of the reference: it has
/// been tried with programs in its place only.
public struct Nerdctl: ProcessBackend {
  /// Its options.
  public typealias Declarations = NerdctlDeclarations

  /// `nerdctl`.
  public let name = "nerdctl"

  /// As its documents say.
  public let furtherOptions: Set = [
    "add_host", "allow", "attest", "build_context", "network", "provenance", "pull", "sbom",
  ]

  /// The backend.
  public init() {}

  /// Whether the program is there, and a BuildKit for it.
  public func health(environment: @escaping EnvironmentLookup) async -> BackendHealth {
    let presence = BuilderProgram(name, environment: environment).presence
    guard presence.isHealthy, !BuilderAddress.isLikely(environment) else { return presence }
    return BackendHealth(
      problem: "nerdctl builds by buildkitd, which is neither on PATH nor at BUILDKIT_HOST; start "
        + "it, and see https://github.com/containerd/nerdctl/blob/main/docs/build.md",
      place: presence.place)
  }
}

extension Backend where Self == Nerdctl {
  /// `nerdctl build`.
  public static var nerdctl: Nerdctl { Nerdctl() }
}
