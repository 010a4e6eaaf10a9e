import BuildKit
import FileTree
import Testing

/// What works on every daemon, whatever its age and whatever is around it.
@Suite(.takingTurns) struct DaemonTests {
  private let text = unique()

  @Test(arguments: Daemon.allCases)
  func filesGoInAndCommandsRunAndFilesComeOut(_ daemon: Daemon) async throws {
    let request = try daemon.request(
      dockerfile: "FROM \(busybox)\nCOPY file /\nRUN tr a-z A-Z < file > made\n",
      files: ["file": text])
    let files = try await request.builtFiles(on: daemon.client())
    #expect(try files.text("file") == text)
    #expect(try files.text("made") == text.uppercased())
  }

  @Test(arguments: Daemon.allCases)
  func newsOfTheBuildComesInOrder(_ daemon: Daemon) async throws {
    let request = try daemon.request(dockerfile: "FROM \(busybox)\nRUN echo said \(text)\n")
    let events = Collected()
    let result = try await daemon.client().build(request) { await events.add($0) }
    #expect(result.steps >= 2)
    #expect(await events.output.contains("said \(text)"))
    #expect(await events.names.contains { $0.contains("RUN echo said \(text)") })
  }

  @Test(arguments: Daemon.allCases)
  func aSecretReachesItsStep(_ daemon: Daemon) async throws {
    var request = try daemon.request(
      dockerfile: """
        FROM \(busybox)
        RUN --mount=type=secret,id=token,required tr a-z A-Z < /run/secrets/token > /made # \(text)
        """)
    request.secrets["token"] = .value(Array(text.utf8))
    #expect(
      try await request.builtFiles(on: daemon.client()).text("made") == text.uppercased())
  }

  @Test(arguments: Daemon.allCases)
  func anAgentReachesItsStep(_ daemon: Daemon) async throws {
    let agent = try await TestAgent()
    // The list of keys: the length of the request, and its type.
    let ask =
      #"import os,socket;s=socket.socket(socket.AF_UNIX);s.connect(os.environ["SSH_AUTH_SOCK"]);"#
      + #"s.sendall(b"\0\0\0\1\x0b");a=s.recv(4096);open("/made","w").write(str(a[4])+"/"+str(a[8]))"#
    var request = try daemon.request(
      dockerfile: "FROM python:3.11-slim\nRUN --mount=type=ssh python3 -c '\(ask)' # \(text)\n")
    request.ssh = [SSHSpecification(paths: [agent.socket])]
    #expect(try await request.builtFiles(on: daemon.client()).text("made") == "12/1")
  }

  @Test(arguments: Daemon.allCases)
  func aFailureNamesStepAndPlaceAndOutput(_ daemon: Daemon) async throws {
    let request = try daemon.request(
      dockerfile: "FROM \(busybox)\nRUN echo \(text); \\\n  exit 42\n")
    let error = try await failure(of: request, on: daemon.client())
    #expect(error.code == .stepFailed)
    #expect(error.step?.name.contains("RUN echo \(text)") == true)
    #expect(error.step?.logTail == [text])
    #expect(error.message.contains("exit code: 42"))
    #expect(error.step?.exitCode == 42)
    #expect(error.sources.last?.firstLine == (daemon.tellsPlaces ? 2 : nil))
    #expect(error.advice != nil)
  }

  @Test(arguments: Daemon.allCases)
  func aSyntaxErrorNamesItsLine(_ daemon: Daemon) async throws {
    let request = try daemon.request(dockerfile: "FROM scratch\nNONSENSE\n")
    let error = try await failure(of: request, on: daemon.client())
    #expect(error.code == .invalidArgument)
    #expect(error.message.contains("unknown instruction: NONSENSE"))
    #expect(error.message.contains("line 2"))
    #expect(error.sources.last?.firstLine == (daemon.tellsPlaces ? 2 : nil))
  }

  @Test(arguments: Daemon.allCases)
  func aMissingImageIsNamed(_ daemon: Daemon) async throws {
    let name = "\(try variable("BENTOKIT_TEST_REGISTRY"))/no/such:image"
    let error = try await failure(
      of: daemon.request(dockerfile: "FROM \(name)\n"), on: daemon.client())
    #expect(error.code == .notFound)
    #expect(error.message.contains("\(name): not found"))
    #expect(error.advice != nil)
  }

  @Test(arguments: Daemon.allCases)
  func workersAreTold(_ daemon: Daemon) async throws {
    let workers = try await daemon.client().workers()
    #expect(workers.contains { $0.platforms.contains { $0.architecture == "amd64" } })
  }

  @Test(arguments: Daemon.allCases)
  func aCancelledBuildEndsOnTheDaemon(_ daemon: Daemon) async throws {
    let seconds = "300.\(UInt32.random(in: 1_000_000...9_999_999))"
    let request = try daemon.request(dockerfile: "FROM \(busybox)\nRUN sleep \(seconds)\n")
    let client = try daemon.client()
    let build = Task { try await client.build(request) }
    try await Processes.wait(for: "sleep\0\(seconds)", toExist: true, atMost: .seconds(60))
    build.cancel()
    await #expect(throws: CancellationError.self) { try await build.value }
    try await Processes.wait(for: "sleep\0\(seconds)", toExist: false, atMost: .seconds(30))
  }
}
