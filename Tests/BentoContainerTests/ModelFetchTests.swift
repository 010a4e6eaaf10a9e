import Bento
import Testing

@testable import BentoContainer

/// Models of Hugging Face that aren't in the cache, fetched by a stand-in for its program.
@Suite struct ModelFetchTests {
  private let standIn = StandIn()

  /// A stand-in for `hf`: writes its arguments down, and then does what the real one does, or not.
  private func makeProgram(_ name: String, version: String, body: String) {
    standIn.program(
      name,
      """
      if [ "$1" = version ]; then echo '\(version)'; exit; fi
      printf '%s\\n' "$@" > $HERE/arguments
      \(body)
      """)
  }

  private var making: String {
    """
    new=$HERE/hub/models--acme--new
    mkdir -p $new/refs $new/snapshots/c1 && printf c1 > $new/refs/main && echo x > $new/snapshots/c1/x.json
    """
  }

  private func order(include: String = "", offline: Bool = false) throws -> BuildOrder {
    standIn.write(
      """
      {service: 's:S', name: one, version: v1, spec: 2, image: {base_image: busybox},
       models: [{tag: 'a:b', registry: huggingface, metadata: {model_id: acme/new, revision: main,
       include: [\(include)]}}]}
      """, to: "source/bento.yaml")
    var order = BuildOrder(try Bento(at: standIn.path("source")))
    order.modelStore = ModelStore(home: standIn.path("home"))
    let variables = [
      "PATH": "/nonexistent:" + standIn.path("bin"), "BENTOML_HOME": standIn.path("home"),
      "BENTOML_HF_CACHE_DIR": standIn.path("hub"), "HF_HUB_OFFLINE": offline ? "1" : "",
    ]
    order.environment = { variables[$0] }
    return order
  }

  private func failure(of order: BuildOrder) async -> BentoError? {
    await #expect(throws: BentoError.self) { try await order.fetchModels() }
  }

  @Test(arguments: [
    ("hf", "  version: 2.4.0", ["--include", "*.json", "--include", "*.txt"]),
    ("hf", "huggingface_hub version: 0.34.4", ["--include", "*.json", "*.txt"]),
    ("huggingface-cli", "huggingface_hub version: 0.20.1", ["--include", "*.json", "*.txt"]),
  ])
  func theProgramFetchesWhatIsMissing(
    _ name: String, _ version: String, _ patterns: [String]
  ) async throws {
    makeProgram(name, version: version, body: making)
    let order = try order(include: "'*.json', '*.txt'")
    try await order.fetchModels()
    let words = ["download", "acme/new", "--revision", "main"] + patterns
    #expect(
      standIn.read("arguments")?.split(separator: "\n").map(String.init)
        == words + ["--cache-dir", standIn.path("hub")])
    // Now it is there, and in the context.
    standIn.program(name, "exit 1")
    try await order.fetchModels()
    let plan = try Podman().plan(order, options: .init(), health: nil)
    #expect("\(plan.tag)" == "one:v1")
  }

  @Test func aFailedFetchSaysWhatTheProgramSaid() async throws {
    makeProgram("hf", version: "version: 1.0", body: "echo 'no such model' >&2; exit 3")
    let error = await failure(of: try order())
    #expect(error?.kind == .fetchFailed)
    #expect(error?.message.hasSuffix("failed: 'no such model'") == true)
  }

  @Test func aFetchThatFetchesNothingIsAnError() async throws {
    makeProgram("hf", version: "version: 1.0", body: "true")
    #expect(await failure(of: try order())?.kind == .fetchFailed)
  }

  @Test func offlineNothingIsRun() async throws {
    makeProgram("hf", version: "version: 1.0", body: making)
    #expect(await failure(of: try order(offline: true))?.kind == .modelNotFound)
    #expect(standIn.read("arguments") == nil)
  }

  /// A plan runs nothing.
  @Test func withoutAFetchThePlanTellsTheCommand() throws {
    makeProgram("hf", version: "version: 1.0", body: making)
    let order = try order()
    let error = #expect(throws: BentoError.self) {
      try Podman().plan(order, options: .init(), health: nil)
    }
    #expect(error?.message.contains("run `hf download acme/new --revision main") == true)
    #expect(standIn.read("arguments") == nil)
  }

  @Test func cancellingEndsTheProgram() async throws {
    makeProgram(
      "hf", version: "version: 1.0",
      body: "echo $$ > $HERE/pid; touch $HERE/ready; while :; do sleep 0.05; done")
    let order = try order()
    let fetching = Task { try await order.fetchModels() }
    try await standIn.wait(for: "ready")
    fetching.cancel()
    await #expect(throws: CancellationError.self) { try await fetching.value }
    let number = standIn.read("pid")?.split(separator: "\n").first.flatMap { Int32($0) }
    #expect(ProcessDescendants.hasEnded(try #require(number)))
  }
}
