import Testing

/// What is chosen where nobody chooses can build, and is what `health` and `backends` call healthy.
@Suite(.takingTurns) struct AutomaticBackendTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// A run with one program on `PATH` and an Engine in Docker's variables.
  private func run(
    _ arguments: [String], program: String, _ script: String, engine: String, home: MadeHome? = nil
  ) async throws -> Command.Outcome {
    try folder.write("#!/bin/sh\n\(script)\n", to: "bin/\(program)", mode: 0o755)
    return try await Command(
      arguments, home: home,
      environment: [
        "PATH": folder.path("bin"), "BUILDKIT_HOST": "", "HOME": folder.path, "DOCKER_HOST": engine,
      ]
    ).run()
  }

  /// A docker that has no buildx.
  private static func docker(_ version: String) -> String {
    """
    case "$1 $3" in
    "version {{json .Server.Version}}") echo '"26.1.5"' ;;
    "version {{.Client.Version}}") echo \(version) ;;
    *) echo "docker: 'buildx' is not a docker command." >&2; exit 1 ;;
    esac
    """
  }

  @Test func theEngineIsSpokenToWhereDockerHasNoBuildx() async throws {
    let engine = try variable("BENTOKIT_TEST_DOCKER_HOST")
    let network = ["--opt", "force-network-mode=host", "--opt", "allow=network.host"]
    let outcome = try await run(
      ["containerize", "made", "--backend", "auto"] + network, program: "docker",
      Self.docker("26.1.5"), engine: engine, home: try MadeHome())
    expectSuccess(outcome)
    #expect(
      outcome.errors.contains("using buildctl: a Docker Engine answers at docker://"),
      "\(outcome.errors)")
    #expect(outcome.text.contains("loaded into the Docker Engine at docker://"))
    let health = try await run(
      ["health"], program: "docker", Self.docker("26.1.5"), engine: engine)
    expectSuccess(health)
    #expect(health.text.contains("at docker:// answers"))
  }

  @Test(arguments: [("26.1.5", false), ("23.0.0", false), ("20.10.24", true)])
  func dockerNeedsBuildxSinceItHasNoBuildKitOfItsOwn(
    _ version: String, _ isHealthy: Bool
  ) async throws {
    let outcome = try await run(
      ["backends"], program: "docker", Self.docker(version),
      engine: try variable("BENTOKIT_TEST_DOCKER_HOST"))
    expectSuccess(outcome)
    let lines = outcome.text.split(separator: "\n")
    func line(_ name: String) throws -> Substring {
      try #require(lines.first { $0.hasPrefix(name + " ") })
    }
    let docker = try line("docker").split(separator: " ", omittingEmptySubsequences: true)
    #expect(docker[2] == (isHealthy ? "yes" : "no"), "\(docker)")
    #expect(try line("docker").contains("docker has no buildx") == !isHealthy)
    #expect(try line("buildctl").split(separator: " ")[2] == "yes")
  }

  /// A server at Docker's socket that is no Engine, as podman's.
  @Test func whatOnlyLooksLikeAnEngineIsPassedOver() async throws {
    let outcome = try await run(
      ["containerize", "made", "--backend", "auto", "--dry-run"], program: "podman",
      "echo podman version 4.3.1", engine: try variable("BUILDKIT_HOST"), home: try MadeHome())
    expectSuccess(outcome)
    #expect(outcome.errors.contains("using podman: "), "\(outcome.errors)")
  }
}
