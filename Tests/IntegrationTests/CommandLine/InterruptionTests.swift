import Glibc
import Testing

@Suite struct InterruptionTests {
  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalEndsTheBuildHereAndOnTheDaemon(_ signal: Int32) async throws {
    let folder = try ScratchFolder()
    let mark = "100.\(freshNumber())"
    let home = try MadeHome(commands: ["sleep \(mark)"])
    let outcome = try await Command(
      ["containerize", "made", "--output", "type=oci,dest=\(folder.path("image.tar"))"],
      home: home
    ).run { process in
      try await RunningStep.wait(for: ["sleep", mark])
      process.signal(signal)
    }
    #expect(outcome.ending == .exited(130), "\(outcome.errors)")
    #expect(outcome.errorLines.last == "bentokit: interrupted")
    #expect(folder.names.isEmpty)
    try await RunningStep.waitForEnd(of: ["sleep", mark])
  }

  @Test func aRuntimeThatLoadsIsStoppedToo() async throws {
    let folder = try ScratchFolder()
    try folder.write(
      """
      #!/bin/sh
      [ "$1" = load ] || exit 0
      /bin/cat > $STAND_IN/archive.tar; echo $? > $STAND_IN/ended
      """, to: "bin/docker", mode: 0o755)
    let mark = "100.\(freshNumber())"
    let home = try MadeHome(commands: ["sleep \(mark)"])
    let outcome = try await Command(
      ["containerize", "made"],
      home: home, environment: ["PATH": folder.path("bin"), "STAND_IN": folder.path]
    ).run { process in
      try await RunningStep.wait(for: ["sleep", mark])
      process.signal(SIGINT)
    }
    #expect(outcome.ending == .exited(130), "\(outcome.errors)")
    #expect(!folder.names.contains("ended"), "the runtime was told that its archive is complete")
  }

  @Test func theSecondSignalEndsItAtOnce() async throws {
    let mark = "100.\(freshNumber())"
    let home = try MadeHome(commands: ["sleep \(mark)"])
    let outcome = try await Command(
      ["containerize", "made", "--output", "type=image"], home: home
    ).run { process in
      try await RunningStep.wait(for: ["sleep", mark])
      process.signal(SIGINT)
      process.signal(SIGINT)
    }
    #expect(outcome.ending == .exited(130), "\(outcome.errors)")
    try await RunningStep.waitForEnd(of: ["sleep", mark])
  }
}
