import BuildKit
import Glibc
import Testing

/// A daemon of our own: started when a command needs it, stopped when none does.
@Suite(.takingTurns) struct EmbeddedTests {
  /// A user with a `buildkitd` on `PATH`.
  private final class User: Sendable {
    let folder: ScratchFolder

    /// - Parameter daemon: a script in the place of the real one.
    init(daemon: String? = nil) throws {
      folder = try ScratchFolder(below: "/dev/shm")
      let real = "exec \(try variable("BENTOKIT_BUILDKITD")) \"$@\""
      try folder.write("#!/bin/sh\n\(daemon ?? real)\n", to: "bin/buildkitd", mode: 0o755)
      let configuration = String(
        decoding: try contents(of: variable("BENTOKIT_BUILDKITD_CONFIG")), as: UTF8.self)
      try folder.write(configuration, to: "home/.config/bentokit/buildkitd.toml")
      mkdir(folder.path("run"), 0o700)
    }

    var environment: [String: String?] {
      [
        "PATH": folder.path("bin") + ":/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": folder.path("home"), "XDG_RUNTIME_DIR": folder.path("run"),
        "BUILDKIT_HOST": nil, "DOCKER_HOST": "unix:///nowhere/docker.sock",
      ]
    }

    var log: String {
      get throws {
        let path = folder.path("home/.local/share/bentokit/buildkitd/buildkitd.log")
        return String(decoding: try contents(of: path), as: UTF8.self)
      }
    }

    /// Whether the daemon, or anything of it, runs.
    var isRunning: Bool { Processes.exist(with: folder.path("run")) }
  }

  @Test func aCommandStartsADaemonAndStopsItAfterwards() async throws {
    let user = try User()
    for _ in 0..<2 {
      let outcome = try await Command(
        ["workers", "--addr", "embedded"], environment: user.environment
      ).run()
      expectSuccess(outcome)
      #expect(outcome.text.contains("linux/amd64"))
      #expect(!user.isRunning)
    }
    #expect(try user.log.contains("running server on"))
  }

  @Test func withoutAnyOtherBuilderItIsTheDefaultAndSaysSo() async throws {
    let user = try User()
    let outcome = try await Command(["health"], environment: user.environment).run()
    expectSuccess(outcome)
    #expect(outcome.text.contains("at embedded answers"))
    #expect(outcome.errors.contains("a buildkitd of our own is started"))
    #expect(!user.isRunning)
  }

  @Test(arguments: [["build"], ["containerize", "greeter", "--backend", "buildctl"]])
  func aBuildSaysSoToo(_ command: [String]) async throws {
    let user = try User()
    try user.folder.write("FROM scratch\nCOPY Dockerfile /\n", to: "context/Dockerfile")
    let context = command == ["build"] ? [user.folder.path("context")] : []
    let outcome = try await Command(
      command + context + ["--output", "type=oci,dest=" + user.folder.path("image.tar")],
      environment: user.environment
    ).run()
    expectSuccess(outcome)
    #expect(outcome.errors.contains("a buildkitd of our own is started"), "\(outcome.errors)")
  }

  @Test func aBentoIsBuiltAndTheStateIsKept() async throws {
    let user = try User()
    for round in 0..<2 {
      let archive = user.folder.path("image-\(round).tar")
      let outcome = try await Command(
        [
          "containerize", "greeter", "--backend", "buildctl", "--addr", "embedded",
          "--output", "type=oci,dest=\(archive)", "--progress", "plain",
        ], environment: user.environment
      ).run()
      expectSuccess(outcome)
      #expect(try Tar(archive)["index.json"] != nil)
      #expect(outcome.errors.contains("CACHED") == (round == 1))
      #expect(!user.isRunning)
    }
  }

  @Test func commandsAtOnceShareOneDaemon() async throws {
    let user = try User()
    try await withThrowingTaskGroup(of: Command.Outcome.self) { group in
      for _ in 0..<3 {
        group.addTask {
          try await Command(["workers", "--addr", "embedded"], environment: user.environment).run()
        }
      }
      for try await outcome in group { expectSuccess(outcome) }
    }
    #expect(!user.isRunning)
  }

  @Test func anInterruptedCommandStopsTheDaemon() async throws {
    let user = try User()
    let outcome = try await Command(
      ["history", "ls", "--addr", "embedded", "--wait"], environment: user.environment
    ).run { process in
      try await Processes.wait(
        for: user.folder.path("run"), toExist: true, atMost: .seconds(60))
      process.signal(SIGINT)
    }
    #expect(outcome.ending == .exited(130) || outcome.ending == .exited(0))
    #expect(!user.isRunning)
  }

  @Test func aDaemonThatWasLeftIsFoundAndStopped() async throws {
    let user = try User()
    let outcome = try await Command(
      ["dial-stdio", "--addr", "embedded"], environment: user.environment
    ).run { process in
      try await Processes.wait(for: user.folder.path("run"), toExist: true, atMost: .seconds(60))
      while !(try user.log.contains("running server on")) {
        try await Task.sleep(for: .milliseconds(20))
      }
      process.signal(SIGKILL)
    }
    #expect(outcome.ending == .killed(signal: SIGKILL) || outcome.ending == .exited(0))
    let next = try await Command(
      ["workers", "--addr", "embedded"], environment: user.environment
    ).run()
    expectSuccess(next)
    #expect(!user.isRunning)
  }

  @Test func aDaemonThatDoesNotStartIsToldWithItsLastLines() async throws {
    let user = try User(daemon: "echo 'could not lock the state' >&2; exit 1")
    let outcome = try await Command(
      ["workers", "--addr", "embedded"], environment: user.environment
    ).run()
    expectFailure(
      outcome,
      saying: ["buildkitd ended at once", "could not lock the state", "buildkitd.log"])
  }

  @Test func aMissingDaemonIsTold() async throws {
    let outcome = try await Command(
      ["workers", "--addr", "embedded"], environment: ["HOME": "/tmp"]
    )
    .run()
    expectFailure(outcome, saying: ["buildkitd is not on PATH"])
  }
}
