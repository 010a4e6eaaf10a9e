import BentoContainer
import BuildKit
import Testing

/// An Engine keeps the images that it builds, whatever it stores them with: no program is there to load
/// them, and none is needed.
@Suite(.takingTurns) struct EngineImageTests {
  private let name = "engines/" + unique()

  private static let engines = Daemon.allCases.filter(\.isEngine)
  /// The Engines have no bridge: their steps run with the machine's network.
  private static let network = ["--opt", "force-network-mode=host", "--opt", "allow=network.host"]

  private func expectKept(
    _ names: [String], _ outcome: Command.Outcome, _ daemon: Daemon
  ) async throws {
    expectSuccess(outcome)
    let address = try "\(daemon.endpoint)"
    #expect(outcome.text.contains("loaded into the Docker Engine at \(address)"), "\(outcome.text)")
    for name in names {
      #expect(outcome.text.contains("name:   \(name)"))
      #expect(try await daemon.client().engineImage(named: name)?.size ?? 0 > 0)
    }
    try await remove(names, from: daemon)
  }

  /// Removes images, so that they take no room.
  private func remove(_ names: [String], from daemon: Daemon) async throws {
    let host = "unix" + "\(try daemon.endpoint)".dropFirst("docker".count)
    let docker = try variable("BENTOKIT_TEST_BUILDERS") + "/docker"
    try await runShell(
      "DOCKER_HOST=\(host) \(docker) rmi --force \(names.joined(separator: " ")) >/dev/null")
  }

  @Test(arguments: engines, [[], ["--load"]])
  func aBentosImageStaysInTheEngine(_ daemon: Daemon, _ flags: [String]) async throws {
    let home = try MadeHome(commands: ["echo \(name) > /made"])
    let names = [name + ":1", name + ":2"]
    let outcome = try await Command(
      ["containerize", "made", "--addr", "\(daemon.endpoint)"] + flags + Self.network
        + names.flatMap { ["-t", $0] }, home: home
    ).run()
    try await expectKept(names, outcome, daemon)
    #expect(outcome.text.contains("digest: sha256:"))
    #expect(outcome.text.contains("size:   "))
    let host = "unix" + "\(try daemon.endpoint)".dropFirst("docker".count)
    #expect(outcome.text.contains("docker --host \(host) run --rm -p 3000:3000 \(name):1"))
  }

  @Test(arguments: engines, ["--addr", "BUILDKIT_HOST"])
  func anImageWithANameStaysInTheEngine(_ daemon: Daemon, _ way: String) async throws {
    let folder = try ScratchFolder()
    try folder.write("FROM scratch\nCOPY Dockerfile /\n", to: "Dockerfile")
    let address = try "\(daemon.endpoint)"
    let outcome = try await Command(
      ["build", folder.path, "-t", name] + (way == "--addr" ? [way, address] : ["--load"]),
      environment: way == "BUILDKIT_HOST" ? [way: address] : [:]
    ).run()
    try await expectKept([name], outcome, daemon)
  }

  @Test func anEngineThatIsFoundKeepsTheImage() async throws {
    let address = try "\(Daemon.engine26.endpoint)"
    let outcome = try await Command(
      ["containerize", "made", "--backend", "buildctl", "-t", name] + Self.network,
      home: try MadeHome(commands: ["echo \(name) > /made"]),
      environment: [
        "BUILDKIT_HOST": "", "DOCKER_HOST": "unix" + address.dropFirst("docker".count),
      ]
    ).run()
    expectSuccess(outcome)
    #expect(outcome.text.contains("loaded into the Docker Engine at docker://"))
    #expect(outcome.text.contains("  docker run --rm -p 3000:3000 \(name)"))
    #expect(try await Daemon.engine26.client().engineImage(named: name) != nil)
    try await remove([name], from: .engine26)
  }

  @Test func withoutANameNothingIsKept() async throws {
    let folder = try ScratchFolder()
    try folder.write("FROM scratch\nCOPY Dockerfile /\n", to: "Dockerfile")
    let outcome = try await Command([
      "build", folder.path, "--addr", "\(Daemon.engine26.endpoint)",
    ]).run()
    expectSuccess(outcome)
    #expect(!outcome.text.contains("loaded"))
  }

  @Test(arguments: engines)
  func theLibraryLeavesTheImageInTheEngine(_ daemon: Daemon) async throws {
    let home = try MadeHome(commands: ["echo \(name) > /made"])
    var options = Buildctl.Options()
    options.opt = ["force-network-mode": "host"]
    options.allow = ["network.host"]
    let report = try await build(
      "made", backend: .buildctl(at: daemon.endpoint), imageTags: .init([name]), options: options,
      environment: { $0 == "BENTOML_HOME" ? home.path : nil })
    guard case .docker(let address) = try daemon.endpoint else { throw Failure("no Engine") }
    #expect(report.deliveries == [.engine(address)])
    #expect(report.imageBytes ?? 0 > 0)
    #expect(try await daemon.client().engineImage(named: name) != nil)
    try await remove([name], from: daemon)
  }

  /// A build of a folder with a text of its own, for a registry.
  private func push(
    _ daemon: Daemon, to registry: String, _ options: [String], logins: String = "{}"
  ) async throws -> Command.Outcome {
    let folder = try ScratchFolder()
    try folder.write("FROM scratch\nLABEL a=\(name)\nCOPY Dockerfile /\n", to: "Dockerfile")
    try folder.write(logins, to: "docker/config.json")
    return try await Command(
      [
        "build", folder.path, "--addr", "\(daemon.endpoint)", "--progress", "plain", "-t",
        "\(registry)/\(name):v1",
      ] + options,
      environment: ["DOCKER_CONFIG": folder.path("docker")]
    ).run()
  }

  /// Also those that make one export at a time.
  @Test(arguments: engines, [true, false])
  func anEnginePushesWhatItBuilds(_ daemon: Daemon, _ isLoaded: Bool) async throws {
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    let outcome = try await push(
      daemon, to: registry,
      ["--push", "-t", "\(registry)/\(name)"] + (isLoaded ? ["--load"] : []))
    expectSuccess(outcome)
    #expect(outcome.text.contains("pushed"))
    #expect(outcome.text.contains("loaded into the Docker Engine at") == isLoaded)
    let line = outcome.text.split(separator: "\n").first { $0.contains("digest: ") }
    let digest = try #require(line?.split(separator: " ").last)
    for tag in ["v1", "latest"] {
      let answer = try HTTPAnswer(from: registry, path: "/v2/\(name)/manifests/\(tag)")
      #expect(answer.text.contains(digest), "\(answer.text)")
    }
    try await remove(["v1", "latest"].map { "\(registry)/\(name):\($0)" }, from: daemon)
  }

  @Test(arguments: [Daemon.engine20, .engine26], [true, false])
  func anEnginePushesWithTheLoginsOfDocker(_ daemon: Daemon, _ isKnown: Bool) async throws {
    let registry = try variable("BENTOKIT_TEST_AUTH_REGISTRY")
    let user = try variable("BENTOKIT_TEST_AUTH_USERNAME")
    let password = isKnown ? try variable("BENTOKIT_TEST_AUTH_PASSWORD") : "wrong"
    let login = #"{"username":"\#(user)","password":"\#(password)"}"#
    let outcome = try await push(
      daemon, to: registry, ["--push"], logins: #"{"auths":{"\#(registry)":\#(login)}}"#)
    try await remove(["\(registry)/\(name):v1"], from: daemon)
    guard !isKnown else { return expectSuccess(outcome) }
    #expect(outcome.ending == .exited(1))
    let last = try #require(outcome.errorLines.last)
    #expect(last.contains("can't push \(registry)/\(name):v1: "), "\(outcome.errors)")
    #expect(last.contains("log in to the registry"), "\(outcome.errors)")
  }

  /// Whatever it stores them with: where its BuildKit knows no `image`, its store is meant.
  @Test(arguments: engines, [[], ["--output", "type=tar,dest=FOLDER/files.tar"]])
  func anImageByItsTypeStaysInTheEngine(_ daemon: Daemon, _ more: [String]) async throws {
    // It makes one export at a time.
    guard daemon != .engine20 || more.isEmpty else { return }
    let folder = try ScratchFolder()
    try folder.write("FROM scratch\nCOPY Dockerfile /\n", to: "Dockerfile")
    let outcome = try await Command(
      ["build", folder.path, "--addr", "\(daemon.endpoint)", "-t", name]
        + ["--output", "type=image,unpack=true"]
        + more.map { $0.replacing("FOLDER", with: folder.path) }
    ).run()
    expectSuccess(outcome)
    #expect(try await daemon.client().engineImage(named: name) != nil)
    #expect(folder.names.contains("files.tar") == !more.isEmpty)
    try await remove([name], from: daemon)
  }

  @Test func whatAnEngineCannotPushIsRefused() async throws {
    let outcome = try await push(
      .engine26, to: try variable("BENTOKIT_TEST_REGISTRY"),
      ["--output", "type=image,push=true,push-by-digest=true"])
    #expect(outcome.ending == .exited(2))
    #expect(outcome.errors.contains("by their names only"), "\(outcome.errors)")
  }
}
