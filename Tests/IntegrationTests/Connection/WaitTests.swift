import BuildKit
import Glibc
import Testing

/// What waits for a daemon, and joins others to one.
@Suite(.takingTurns) struct WaitTests {
  /// A socket that leads to the daemon, made while the command waits already.
  @Test(arguments: ["unix", "docker"])
  func aCommandWaitsUntilTheBuilderAnswers(kind: String) async throws {
    let folder = try ScratchFolder()
    let socket = folder.path("late.sock")
    let real = String(
      try variable(kind == "unix" ? "BUILDKIT_HOST" : "BENTOKIT_TEST_DOCKER_HOST")
        .dropFirst("unix://".count))
    let outcome = try await Command(["workers", "--wait", "--addr", "\(kind)://\(socket)"])
      .run { process in
        try await Task.sleep(for: .milliseconds(1500))
        #expect(kill(process.identifier, 0) == 0)
        try #require(symlink(real, socket) == 0)
      }
    expectSuccess(outcome)
    #expect(outcome.duration > .milliseconds(1500))
  }

  @Test(arguments: ["unix:///nowhere/buildkitd.sock", "docker:///nowhere/docker.sock"])
  func waitingCanBeInterrupted(address: String) async throws {
    // Often, and from the first moment on at which the command does not end by it.
    for _ in 0..<10 {
      let outcome = try await Command(["workers", "--wait", "--addr", address]).run(
        atMost: .seconds(60)
      ) { process in
        while !process.listensToInterrupts { await Task.yield() }
        process.signal(SIGINT)
      }
      #expect(outcome.ending == .exited(130))
    }
  }

  /// A server that takes connections and says nothing.
  @Test(arguments: ["unix", "docker"])
  func connectingEndsInTheTimeGiven(kind: String) async throws {
    let listener = try Listener { connection in
      var bytes = [UInt8](repeating: 0, count: 4096)
      while recv(connection, &bytes, bytes.count, 0) > 0 {}
    }
    let outcome = try await Command(
      ["workers", "--timeout", "1", "--addr", "\(kind)://\(listener.path)"]
    ).run()
    #expect(outcome.ending == .exited(1))
    #expect(outcome.duration < .seconds(25))
  }

  /// `bentokit dial-stdio` stands behind a helper program, as `buildctl dial-stdio` does.
  @Test(arguments: ["BUILDKIT_HOST", "BENTOKIT_TEST_DOCKER_HOST", "BENTOKIT_TEST_TLS_ADDRESS"])
  func ourOwnBridgeServesAsTheOtherEnd(server: String) async throws {
    let folder = try ScratchFolder()
    var address = try variable(server)
    if server.contains("DOCKER") { address = "docker://" + address.dropFirst("unix://".count) }
    var words = [Command.program, "dial-stdio", "--addr", address]
    if server.contains("TLS") {
      words += ["--tlscacert", try variable("BENTOKIT_TEST_TLS_CA")]
      words += ["--tlscert", try variable("BENTOKIT_TEST_TLS_CERT")]
      words += ["--tlskey", try variable("BENTOKIT_TEST_TLS_KEY")]
    }
    try folder.write("#!/bin/sh\nexec \(words.joined(separator: " "))\n", to: "ssh", mode: 0o755)
    let archive = folder.path("image.tar")
    let outcome = try await Command(
      [
        "containerize", "greeter", "--addr", "ssh://builder", "--output",
        "type=tar,dest=\(archive)", "--opt", "force-network-mode=host", "--opt",
        "allow=network.host",
      ],
      environment: ["PATH": folder.path + ":/usr/bin:/bin", "BUILDKIT_HOST": nil]
    ).run()
    expectSuccess(outcome)
    #expect(access(archive, F_OK) == 0)
  }

  /// The other way round: Go's client through our bridge.
  @Test func buildctlSpeaksThroughOurBridge() async throws {
    let folder = try ScratchFolder()
    try folder.write(
      "#!/bin/sh\nexec \(Command.program) dial-stdio --addr \(try variable("BUILDKIT_HOST"))\n",
      to: "podman", mode: 0o755)
    try await runShell(
      """
      PATH=\(folder.path):$PATH \(try variable("BENTOKIT_BUILDCTL")) \
      --addr podman-container://any debug workers | grep -q linux/amd64
      """)
  }

  @Test func aBuilderThatIsNotThereIsToldByTheBridge() async throws {
    let outcome = try await Command(["dial-stdio", "--addr", "unix:///nowhere/x.sock"]).run()
    expectFailure(outcome, saying: ["unix:///nowhere/x.sock", "No such file or directory"])
  }

  @Test func anOutputThatTakesNothingIsToldByTheBridge() async throws {
    let outcome = try await Command(["dial-stdio"]).run(output: "/dev/full")
    expectFailure(outcome, saying: ["writing what the builder says", "No space left on device"])
  }
}
