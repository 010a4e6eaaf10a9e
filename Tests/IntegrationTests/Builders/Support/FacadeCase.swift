import Bento
import BentoContainer
import BuildKit
import Glibc
import Testing

/// A call of the library's `build` with a backend's own options.
struct FacadeCase: Sendable, CustomTestStringConvertible {
  typealias OnEvent = @Sendable (BuildEvent) async -> Void
  private typealias Call =
    @Sendable (
      Bento, ImageTags, [SecretSpecification], @escaping EnvironmentLookup, @escaping OnEvent
    ) async throws -> BuildReport

  let name: String
  /// Where its images go; nil for the daemon's own store.
  let runtime: String?
  private let call: Call

  var testDescription: String { name }

  /// A build of the bento in a made home.
  func build(
    _ home: MadeHome, tags: ImageTags, secrets: [SecretSpecification] = [],
    onEvent: @escaping OnEvent = { _ in }
  ) async throws -> BuildReport {
    let variables = [
      "PATH": try variable("BENTOKIT_TEST_BUILDERS"), "BENTOML_HOME": home.path,
      "BUILDKIT_HOST": try variable("BUILDKIT_HOST"),
    ]
    let bento = try BentoStore(home: home.path).bento(named: "made")
    return try await call(bento, tags, secrets, { variables[$0] }, onEvent)
  }

  private static func program<Builder: Backend>(
    _ backend: Builder, runtime: String, _ options: Builder.Options
  ) -> FacadeCase {
    FacadeCase(name: backend.name, runtime: runtime) { bento, tags, secrets, environment, onEvent in
      try await BentoContainer.build(
        bento, backend: backend, imageTags: tags, options: options, secrets: secrets,
        onEvent: onEvent, environment: environment)
    }
  }

  static let all: [FacadeCase] = {
    var docker = Docker.Options()
    docker.network = "host"
    docker.progress = .plain
    var buildx = Buildx.Options()
    buildx.network = "host"
    buildx.progress = .plain
    var direct = Buildctl.Options()
    direct.output = [["type": "image"]]
    return [
      program(.docker, runtime: "docker", docker), program(.buildx, runtime: "docker", buildx),
      program(.podman, runtime: "podman", Podman.Options()),
      program(.buildah, runtime: "podman", Buildah.Options()),
      FacadeCase(name: "buildctl", runtime: nil) {
        [direct] bento, tags, secrets, environment, onEvent in
        try await BentoContainer.build(
          bento, backend: .buildctl, imageTags: tags, options: direct, secrets: secrets,
          onEvent: onEvent, environment: environment)
      },
    ]
  }()
}
