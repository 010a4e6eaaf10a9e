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
    let inspection = "image) echo sha256:\(Self.identifier) 43700000; exit ;;"
    try folder.write(
      "#!/bin/sh\ncase $1 in \(inspection) esac\n\(script)\n", to: "bin/\(name)", mode: 0o755)
    return folder
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
    expectFailure(outcome, saying: ["docker load failed: no space left"])
  }

  @Test func itEndsWithABuildThatFails() async throws {
    let folder = try standIn(
      "docker", "/bin/cat > $STAND_IN/archive.tar; echo ended > $STAND_IN/ended")
    let home = try MadeHome(commands: ["exit 7"])
    let outcome = try await run(home, folder, ["--progress", "quiet"])
    #expect(outcome.ending == .exited(1))
    #expect(outcome.errors.contains("exit code: 7"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("docker load"))
  }
}
