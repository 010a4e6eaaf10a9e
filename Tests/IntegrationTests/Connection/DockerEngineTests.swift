import BuildKit
import FileTree
import Glibc
import Testing

/// The BuildKit inside a Docker Engine, over the Engine's own interface.
@Suite(.takingTurns) struct DockerEngineTests {
  private static func socket() throws -> String {
    String(try variable("BENTOKIT_TEST_DOCKER_HOST").dropFirst("unix://".count))
  }

  private static func client() throws -> BuildKitClient {
    try BuildKitClient(endpoint: .docker(.unix(path: socket())))
  }

  @Test func aBuildGoesThroughTheEngine() async throws {
    let text = unique()
    let request = try BuildRequest(
      dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(files: ["file": text]))
    #expect(try await request.builtFiles(on: Self.client()).text("file") == text)
  }

  @Test func stepsRunWithTheHostsNetwork() async throws {
    let text = unique()
    var request = try BuildRequest(
      dockerfile: "FROM busybox:latest\nRUN echo \(text) >/made\n")
    request.frontendAttributes["force-network-mode"] = "host"
    request.entitlements = ["network.host"]
    #expect(try await request.builtFiles(on: Self.client()).text("made") == text + "\n")
  }

  @Test func anEngineTellsItsVersionAndStore() async throws {
    let info = try #require(try await Self.client().engine())
    #expect(info.version.first?.isNumber == true)
    #expect(!info.storageDriver.isEmpty)
    #expect(!info.usesContainerdStore)
    #expect(try await BuildKitClient.ofEnvironment().engine() == nil)
  }

  /// The ways to say which Engine, each as an address and variables.
  static let ways: [(address: String, variables: [String: String])] = [
    ("docker://SOCKET", [:]), ("docker://", ["DOCKER_HOST": "unix://SOCKET"]),
    ("docker://", ["DOCKER_CONTEXT": "test-engine"]), ("docker://test-engine", [:]),
  ]

  @Test(arguments: ways)
  func theCommandFindsTheEngine(address: String, variables: [String: String]) async throws {
    let socket = try Self.socket()
    func filled(_ text: String) -> String {
      text.replacing("SOCKET", with: socket)
    }
    let folder = try ScratchFolder()
    let context = "contexts/meta/\(Self.digest)"
    try folder.write(
      #"{"Name":"test-engine","Endpoints":{"docker":{"Host":"unix://\#(socket)"}}}"#,
      to: context + "/meta.json")
    var environment: [String: String?] = variables.mapValues(filled)
    environment["DOCKER_CONFIG"] = folder.path
    environment["BUILDKIT_HOST"] = .some(nil)
    let outcome = try await Command(
      ["workers", "--addr", filled(address)], environment: environment
    ).run()
    expectSuccess(outcome)
    #expect(outcome.text.contains("linux/amd64"))
  }

  /// The SHA-256 of test-engine.
  private static let digest = "f3d95bb7396a6919739c96947848496a1dd3473dc6e0061e51a7092bbd26a3d3"

  @Test func anEngineThatIsNotThereIsTold() async throws {
    let outcome = try await Command(["health", "--addr", "docker:///nowhere/docker.sock"]).run()
    expectFailure(
      outcome,
      saying: [
        "docker:///nowhere/docker.sock", "No such file or directory", "start the Docker Engine",
      ])
  }

  @Test func aServerThatIsNoEngineIsTold() async throws {
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    let outcome = try await Command(["health", "--addr", "docker://\(registry)"]).run()
    expectFailure(outcome, saying: ["docker://\(registry)", "HTTP 404"])
  }
}
