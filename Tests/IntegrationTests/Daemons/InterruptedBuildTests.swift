import BuildKit
import FileTree
import Glibc
import Testing

/// Builds that are interrupted end at once, with a typed error, and leave nothing behind. Each test has a
/// process of its own, to count in, and a daemon of its own.
@Suite(.takingTurns) struct InterruptedBuildTests {
  /// The variables with the paths of the daemons' programs.
  private static let programs = ["BENTOKIT_BUILDKITD", "BENTOKIT_NEW_BUILDKITD"]

  @Test(arguments: programs)
  func aDaemonThatIsRestartedEndsTheBuildAndTakesTheNext(_ program: String) async {
    await #expect(processExitsWith: .success) { [program] in
      var daemon = try await TestDaemon(program)
      let client = try daemon.client()
      let build = try await InterruptedBuild(on: client)
      try await build.expectPromptEnd(.unavailable) {
        daemon.kill()
      }
      daemon = try await daemon.restarted()
      let text = unique()
      let next = try BuildRequest(
        dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(files: ["file": text]))
      #expect(try await next.builtFiles(on: client).text("file") == text)
      try await build.expectNothingLeft()
    }
  }

  @Test(arguments: programs)
  func aDeadlineEndsTheBuildHereAndOnTheDaemon(_ program: String) async {
    await #expect(processExitsWith: .success) { [program] in
      let daemon = try await TestDaemon(program)
      let build = try await InterruptedBuild(on: daemon.client(), timeout: .seconds(3))
      try await build.expectPromptEnd(.deadlineExceeded) {
        try await Task.sleep(until: build.deadline)
      }
      try await build.expectNothingLeft()
    }
  }

  @Test(arguments: programs)
  func aCancelledTaskEndsTheBuildHereAndOnTheDaemon(_ program: String) async {
    await #expect(processExitsWith: .success) { [program] in
      let daemon = try await TestDaemon(program)
      let build = try await InterruptedBuild(on: daemon.client())
      try await build.expectPromptEnd(nil) {
        build.cancel()
      }
      try await build.expectNothingLeft()
    }
  }

  @Test(arguments: programs)
  func aSignalEndsTheCommand(_ program: String) async throws {
    let daemon = try await TestDaemon(program)
    let folder = try ScratchFolder()
    let mark = "100.\(freshNumber())"
    let home = try MadeHome(commands: ["sleep \(mark)"])
    let clock = ContinuousClock()
    var interrupted = clock.now
    let outcome = try await Command(
      ["containerize", "made", "--output", "type=oci,dest=\(folder.path("image.tar"))"],
      home: home,
      environment: ["BUILDKIT_HOST": "\(daemon.endpoint)", "TMPDIR": folder.path]
    ).run { process in
      try await RunningStep.wait(for: ["sleep", mark])
      interrupted = clock.now
      process.signal(SIGINT)
    }
    #expect(clock.now - interrupted < testPromptness)
    #expect(outcome.ending == .exited(130), "\(outcome.errors)")
    #expect(outcome.errorLines.last == "bentokit: interrupted")
    #expect(folder.names.isEmpty)
    try await RunningStep.waitForEnd(of: ["sleep", mark])
  }
}
