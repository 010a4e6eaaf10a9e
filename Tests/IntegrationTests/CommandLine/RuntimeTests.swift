import Testing

/// Without an output the image goes to the `load` of a container runtime: here, a script that stands
/// in for one.
@Suite struct RuntimeTests {
  private func run(
    _ home: MadeHome, _ folder: ScratchFolder, _ options: [String] = []
  ) async throws -> Command.Outcome {
    try await Command(
      ["containerize", "made"] + options,
      home: home, environment: ["PATH": folder.path("bin"), "STAND_IN": folder.path]
    ).run()
  }

  private func standIn(_ name: String, _ script: String) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try write(name, script, to: folder)
    return folder
  }

  /// - Parameter answer: what it does when it is asked whether it is there.
  private func write(
    _ name: String, _ script: String, answer: String = "exit", to folder: ScratchFolder
  ) throws {
    let inspection = "image) echo sha256:\(Self.identifier) 43700000; exit ;;"
    try folder.write(
      "#!/bin/sh\ncase $1 in \(inspection) version|info) \(answer) ;; esac\n\(script)\n",
      to: "bin/\(name)", mode: 0o755)
  }

  private static let identifier = String(repeating: "01", count: 32)

  @Test(arguments: [
    ("docker", "manifest.json", "\"made:v1\""), ("podman", "oci-layout", "1.0.0"),
    ("nerdctl", "oci-layout", "1.0.0"),
  ])
  func itLoadsTheImage(_ runtime: String, _ file: String, _ text: String) async throws {
    let folder = try standIn(
      runtime, "echo noise; echo \"$@\" > $STAND_IN/words; /bin/cat > $STAND_IN/archive.tar")
    let outcome = try await run(try MadeHome(), folder)
    expectSuccess(outcome)
    #expect(String(decoding: try contents(of: folder.path("words")), as: UTF8.self) == "load\n")
    let archive = try Tar(folder.path("archive.tar"))
    #expect(try archive.text(file).contains(text))
    #expect(outcome.text.contains("loaded into \(runtime)"))
    #expect(outcome.text.contains("\(runtime) run --rm -p 3000:3000 made:v1"))
    #expect(outcome.text.contains("size:   43.7 MB"))
    #expect(!outcome.text.contains("noise"))
  }

  @Test(arguments: [
    "/bin/cat > /dev/null; echo first >&2; echo no space left >&2; exit 3",
    "echo first >&2; echo no space left >&2; exit 1",
  ])
  func itsLastWordsAreTheErrorWhenItFails(_ script: String) async throws {
    let folder = try standIn("docker", script)
    let outcome = try await run(try MadeHome(), folder, ["--progress", "quiet"])
    expectFailure(outcome, saying: ["docker load failed: no space left", "--output type=docker"])
  }

  @Test func itEndsWithABuildThatFails() async throws {
    let folder = try standIn(
      "docker", "/bin/cat > $STAND_IN/archive.tar; echo ended > $STAND_IN/ended")
    let home = try MadeHome(commands: ["exit 7"])
    let outcome = try await run(home, folder, ["--progress", "quiet"])
    #expect(outcome.ending == .exited(1))
    #expect(outcome.errors.contains("exit code: 7"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("docker load"))
    #expect(!folder.names.contains("ended"), "the runtime was told that its archive is complete")
  }

  /// A docker that is down is passed over, and one that never answers.
  @Test(arguments: ["echo is it running? >&2; exit 1", "exec /bin/sleep 600"])
  func theFirstThatAnswersGetsTheImage(_ answer: String) async throws {
    let folder = try standIn("podman", "/bin/cat > $STAND_IN/archive.tar")
    try write("docker", "exit 1", answer: answer, to: folder)
    let outcome = try await run(try MadeHome(), folder)
    expectSuccess(outcome)
    #expect(outcome.text.contains("loaded into podman"))
    #expect(try Tar(folder.path("archive.tar"))["oci-layout"] != nil)
  }

  @Test func thatNoneAnswersIsKnownBeforeTheBuild() async throws {
    let folder = try standIn("nerdctl", "exit 1")
    for (name, word) in [("docker", "down"), ("podman", "broken"), ("nerdctl", "gone")] {
      try write(name, "exit 1", answer: "echo it is \(word) >&2; exit 1", to: folder)
    }
    let outcome = try await run(try MadeHome(commands: ["exit 7"]), folder)
    expectFailure(
      outcome,
      saying: [
        "docker says: it is down", "podman says: it is broken", "nerdctl says: it is gone",
        "--output type=oci,dest=",
      ])
    #expect(!outcome.errors.contains("exit code"))
  }
}
