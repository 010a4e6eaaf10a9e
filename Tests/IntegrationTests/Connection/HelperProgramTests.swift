import BuildKit
import Bytes
import Connections
import FileTree
import GRPCBridge
import Glibc
import Testing

/// Daemons that a program connects to. The programs are stand-ins: each notes what it is called with, and
/// joins itself to the daemon of the tests as the real one would.
@Suite(.takingTurns) struct HelperProgramTests {
  /// A folder for `PATH` with one stand-in.
  private final class StandIn: Sendable {
    let folder: ScratchFolder
    let name: String

    /// - Parameter script: what it does after it has noted its arguments, a line each, in `$0.called`.
    init(_ name: String, _ script: String) throws {
      self.name = name
      folder = try ScratchFolder()
      let text = """
        #!/bin/sh
        for word; do printf '%s\\n' "$word"; done >>"$0.called"
        echo call >>"$0.called"
        \(script)
        """
      try folder.write(text, to: name, mode: 0o755)
    }

    /// A stand-in that joins itself to the daemon.
    convenience init(joining name: String) throws {
      try self.init(name, "exec \(StandIn.bridge())")
    }

    static func bridge() throws -> String {
      "\(try variable("BENTOKIT_BUILDCTL")) --addr \(try variable("BUILDKIT_HOST")) dial-stdio"
    }

    var environment: [String: String?] {
      ["PATH": folder.path + ":/usr/bin:/bin", "BUILDKIT_HOST": nil]
    }

    /// The arguments of each call.
    var calls: [[String]] {
      get throws {
        let text = String(decoding: try contents(of: folder.path(name + ".called")), as: UTF8.self)
        var calls: [[String]] = [[]]
        for line in text.split(separator: "\n") {
          if line == "call" {
            calls.append([])
          } else {
            calls[calls.count - 1].append(String(line))
          }
        }
        return Array(calls.dropLast())
      }
    }
  }

  static let addresses: [(address: String, program: String, words: [String])] = [
    (
      "docker-container://buildkitd?context=remote", "docker",
      ["--context=remote", "exec", "-i", "buildkitd", "buildctl", "dial-stdio"]
    ),
    (
      "podman-container://buildkitd", "podman",
      ["exec", "-i", "buildkitd", "buildctl", "dial-stdio"]
    ),
    (
      "nerdctl-container://buildkitd?namespace=k8s.io", "nerdctl",
      ["exec", "--namespace", "k8s.io", "-i", "buildkitd", "buildctl", "dial-stdio"]
    ),
    (
      "kube-pod://buildkitd-0?context=home&namespace=ci&container=daemon", "kubectl",
      [
        "--context=home", "--namespace=ci", "exec", "--container=daemon", "-i", "buildkitd-0",
        "--", "buildctl", "dial-stdio",
      ]
    ),
    (
      "ssh://me@builder:2222", "ssh",
      ["-l", "me", "-p", "2222", "--", "builder", "buildctl", "dial-stdio"]
    ),
  ]

  @Test(arguments: addresses)
  func workersAreListedThroughTheProgram(
    address: String, program: String, words: [String]
  ) async throws {
    let standIn = try StandIn(joining: program)
    let outcome = try await Command(
      ["workers", "--addr", address], environment: standIn.environment
    ).run()
    expectSuccess(outcome)
    #expect(outcome.text.contains("linux/amd64"))
    #expect(try standIn.calls == [words])
    #expect(!Processes.exist(with: standIn.folder.path))
  }

  @Test func aBuildGoesThroughTheProgram() async throws {
    let standIn = try StandIn(joining: "kubectl")
    let archive = standIn.folder.path("image.tar")
    let outcome = try await Command(
      [
        "containerize", "greeter", "--addr", "kube-pod://buildkitd-0",
        "--output", "type=oci,dest=\(archive)",
      ], environment: standIn.environment
    ).run()
    expectSuccess(outcome)
    #expect(try Tar(archive)["index.json"] != nil)
    #expect(try standIn.calls.count == 1)
  }

  /// `sshd` gives its words to a shell, as this stand-in does.
  @Test func aPathWithBlanksSurvivesTheShellBehindSSH() async throws {
    let inner = try StandIn(joining: "buildctl")
    let ssh = try StandIn("ssh", "shift 2; PATH=\(inner.folder.path):$PATH exec /bin/sh -c \"$*\"")
    let outcome = try await Command(
      ["workers", "--addr", "ssh://builder/run/build%20kit's/socket"],
      environment: ssh.environment
    ).run()
    expectSuccess(outcome)
    #expect(
      try inner.calls == [["--addr", "unix:///run/build kit's/socket", "dial-stdio"]])
  }

  @Test func anEngineBehindSSHIsReached() async throws {
    let socket = String(try variable("BENTOKIT_TEST_DOCKER_HOST").dropFirst("unix://".count))
    let ssh = try StandIn(
      "ssh", "exec \(try variable("BENTOKIT_BUILDCTL")) --addr unix://\(socket) dial-stdio")
    var environment = ssh.environment
    environment["DOCKER_HOST"] = "ssh://me@engine"
    let outcome = try await Command(["workers", "--addr", "docker://"], environment: environment)
      .run()
    expectSuccess(outcome)
    #expect(
      try ssh.calls == [["-T", "-l", "me", "--", "engine", "docker", "system", "dial-stdio"]])
  }

  @Test func aProgramThatFailsIsToldWithItsLastLines() async throws {
    let standIn = try StandIn("docker", "echo 'No such container: buildkitd' >&2; exit 1")
    let outcome = try await Command(
      ["workers", "--addr", "docker-container://buildkitd"], environment: standIn.environment
    ).run()
    expectFailure(
      outcome,
      saying: [
        "docker-container://buildkitd", "docker ended with status 1",
        "No such container: buildkitd",
      ])
  }

  @Test func aProgramThatIsNotThereIsTold() async throws {
    let outcome = try await Command(["workers", "--addr", "kube-pod://buildkitd"]).run()
    expectFailure(outcome, saying: ["kube-pod://buildkitd", "kubectl can't be run", "PATH"])
  }

  /// One that never says a word, and does not end when told to either.
  @Test func anInterruptedCommandLeavesNoProgram() async throws {
    let standIn = try StandIn("ssh", "trap '' TERM INT HUP; while :; do sleep 1; done")
    let outcome = try await Command(
      ["workers", "--addr", "ssh://builder"], environment: standIn.environment
    ).run { process in
      try await Processes.wait(for: standIn.folder.path, toExist: true, atMost: .seconds(30))
      process.signal(SIGINT)
    }
    #expect(outcome.ending == .exited(130))
    #expect(!Processes.exist(with: standIn.folder.path))
  }

  @Test func aConnectionThatBrokeIsMadeAnewByAnotherRun() async throws {
    let folder = try ScratchFolder()
    let script = "echo $$ >>\(folder.path("pids")); exec \(try StandIn.bridge())"
    let dialler = ProgramDialler(HelperProgram("/bin/sh", ["-c", script]), address: "test")
    let channel = try GRPCChannel(target: .dialled(dialler))
    defer { channel.shutdown() }
    func pids() throws -> [pid_t] {
      String(decoding: try contents(of: folder.path("pids")), as: UTF8.self)
        .split(separator: "\n").compactMap { pid_t($0) }
    }
    for round in 1...3 {
      _ = try await channel.unary(
        "/moby.buildkit.v1.Control/ListWorkers", request: ByteChain(), deadline: .now + .seconds(30)
      )
      #expect(try pids().count == round)
      kill(try #require(try pids().last), SIGKILL)
      // The socket's end is what tells.
      while kill(try #require(try pids().last), 0) == 0 {
        try await Task.sleep(for: .milliseconds(5))
      }
    }
  }
}
