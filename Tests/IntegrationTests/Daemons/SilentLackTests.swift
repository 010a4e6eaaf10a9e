import Testing

/// What a daemon would leave out in silence is refused by name, before anything is built.
@Suite(.takingTurns) struct SilentLackTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.write("FROM scratch\nCOPY Dockerfile /\n", to: "Dockerfile")
    try folder.write(#"{"version":1,"rules":[]}"#, to: "policy.json")
  }

  private func build(_ daemon: Daemon, _ options: [String]) async throws -> Command.Outcome {
    let options = options.map { $0.replacing("FOLDER", with: folder.path) }
    return try await Command(
      ["build", folder.path, "--addr", "\(daemon.endpoint)", "--progress", "quiet"] + options
    ).run()
  }

  static let wishes: [(options: [String], name: String)] = [
    (["--provenance", "true"], "attestations"),
    (["--sbom", "true", "-o", "type=local,dest=FOLDER/out"], "attestations"),
    (["--annotation", "a=b", "-o", "type=tar,dest=FOLDER/out"], "annotations"),
    (["--source-policy-file", "FOLDER/policy.json"], "source policies"),
    (["--ulimit", "nofile=10"], "ulimit"), (["--cgroup-parent", "x"], "cgroup-parent"),
    (["--shm-size", "64m"], "shm-size"),
    (["-o", "type=tar,dest=FOLDER/out,rewrite-timestamp=true"], "rewrite-timestamp"),
  ]

  /// The exporter of archives, which a classic Engine has not, takes it.
  private static let ofArchives: (options: [String], name: String) = (
    ["-o", "type=oci,dest=FOLDER/out,rewrite-timestamp=true"], "rewrite-timestamp"
  )

  @Test(arguments: wishes + [ofArchives])
  func anOldEngineIsNotAskedForWhatItLacks(_ options: [String], _ name: String) async throws {
    let outcome = try await build(.engine20, options)
    expectFailure(
      outcome, saying: ["\(try Daemon.engine20.endpoint) is too old for", name, "newer daemon"])
    #expect(!folder.names.contains("out"))
  }

  @Test(
    arguments: wishes.filter { !$0.options.contains("--sbom") }, [Daemon.engine26, .buildKit25])
  func newerOnesAre(_ wish: (options: [String], name: String), _ daemon: Daemon) async throws {
    expectSuccess(try await build(daemon, wish.options))
  }

  @Test func whatIsSwitchedOffIsNotMissed() async throws {
    expectSuccess(try await build(.engine20, ["--provenance", "false"]))
  }

  @Test(arguments: [
    (["--provenance", "true"], "attestations"), (["--annotation", "a=b"], "annotations"),
  ])
  func anEnginesOwnStoreHasNoPlaceForThem(_ options: [String], _ name: String) async throws {
    let kept = options + ["-t", "lacks/" + unique()]
    let outcome = try await build(.engine26, kept)
    expectFailure(outcome, saying: ["no \(name)", "containerd"])
    expectSuccess(try await build(.containerdEngine26, kept))
  }

  @Test(arguments: ["--check", "--outline"])
  func anOldFrontendIsNamed(_ question: String) async throws {
    let outcome = try await Command([
      "containerfile", "greeter", question, "--addr", "\(Daemon.engine20.endpoint)",
    ]).run()
    expectFailure(outcome, saying: ["the frontend of BuildKit at", "doesn't know", "newer"])
  }
}
