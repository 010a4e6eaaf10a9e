import Bento
import BentoContainer
import Testing

@Suite struct BackendRegistryTests {
  private struct Lima: ProcessBackend {
    typealias Declarations = NoDeclarations
    let name: String
    let program = "limactl"
    let command = ["shell", "default", "nerdctl", "build"]
  }

  @Test func theBuiltInOnesAreInAFixedOrder() {
    let names = registeredBackends.map(\.name)
    #expect(names.starts(with: ["docker", "buildx", "podman", "buildah", "nerdctl", "buildctl"]))
  }

  @Test func aBackendOfOnesOwnIsAsGoodAsAny() throws {
    try registerBackend(Lima(name: "lima"))
    #expect(try backend(named: "lima") is Lima)
    let words = try plannedWords(Lima(name: "lima"), ["no_cache": true, "x": "y"])
    #expect(
      words == [
        "shell", "default", "nerdctl", "build", "--no-cache", "--x", "y", "--tag", "svc:v1",
        "--file", "<context>/env/docker/Dockerfile", "<context>",
      ])
    let error = #expect(throws: ContainerError.self) { try registerBackend(Lima(name: "lima")) }
    #expect(error?.kind == .backendExists)
  }

  @Test func anUnknownNameIsAnsweredWithThoseThereAre() {
    let error = #expect(throws: ContainerError.self) { try backend(named: "abacus") }
    #expect(error?.kind == .unknownBackend)
    for name in ["abacus", "docker", "buildctl"] {
      #expect(error?.message.contains(name) == true)
    }
  }

  @Test(arguments: [
    (Docker() as any Backend, "docker is not on PATH"), (Buildx(), "docker is not on PATH"),
    (Podman(), "podman is not on PATH"), (Buildah(), "buildah is not on PATH"),
    (Nerdctl(), "nerdctl is not on PATH"), (Buildctl(), "start buildkitd"),
  ])
  func whatIsMissingIsSaid(_ backend: any Backend, _ text: String) async {
    let health = await health(backend) {
      ["PATH": "/nonexistent", "XDG_RUNTIME_DIR": "/nonexistent"][$0]
    }
    #expect(!health.isHealthy)
    #expect(health.problem?.contains(text) == true, "\(health)")
  }
}
