import Glibc
import Testing

/// Builds that fail while they run: one line says why, and nothing is left of them.
@Suite struct FailingBuildTests {
  private func build(
    _ home: MadeHome, into folder: ScratchFolder, environment: [String: String?] = [:],
    meanwhile: (ChildProcess) async throws -> Void = { _ in }
  ) async throws -> Command.Outcome {
    try await Command(
      [
        "containerize", "made", "--progress", "quiet", "--output",
        "type=oci,dest=\(folder.path("image.tar"))",
      ], home: home, environment: environment
    ).run(meanwhile: meanwhile)
  }

  @Test func aStepThatFailsIsNamedWithItsPlace() async throws {
    let folder = try ScratchFolder()
    let home = try MadeHome(commands: ["echo some words; exit 42"])
    let outcome = try await build(home, into: folder)
    #expect(outcome.ending == .exited(1))
    let first = try #require(outcome.errorLines.first)
    #expect(first.contains("RUN echo some words; exit 42"), "\(first)")
    #expect(first.contains("exit code: 42"), "\(first)")
    #expect(outcome.errors.contains(" > "), "\(outcome.errors)")
    #expect(outcome.errors.contains("Dockerfile:"), "\(outcome.errors)")
    #expect(folder.names.isEmpty)
  }

  @Test func aDockerfileThatDoesNotParseIsShown() async throws {
    let folder = try ScratchFolder()
    let home = try MadeHome(baseImage: "python:3.11-slim and more words")
    let outcome = try await build(home, into: folder)
    #expect(outcome.ending == .exited(1))
    let first = try #require(outcome.errorLines.first)
    #expect(first.contains("FROM requires either one or three arguments"), "\(first)")
    #expect(outcome.errors.contains("FROM python:3.11-slim and more words AS"))
    #expect(folder.names.isEmpty)
  }

  @Test func aBaseImageThatDoesNotExistIsNamed() async throws {
    let folder = try ScratchFolder()
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    let home = try MadeHome(baseImage: "\(registry)/no/such:image")
    let outcome = try await build(home, into: folder)
    #expect(outcome.ending == .exited(1))
    let first = try #require(outcome.errorLines.first)
    #expect(first.contains("\(registry)/no/such:image: not found"), "\(first)")
    #expect(folder.names.isEmpty)
  }

  @Test func anOutputOnAFullDiskFailsAndLeavesNothing() async throws {
    let folder = try ScratchFolder()
    let disk = try MountedMemory(at: folder, options: "size=2m")
    let outcome = try await build(try MadeHome(), into: folder)
    expectFailure(outcome, saying: ["\(folder.path("image.tar")): No space left on device"])
    #expect(folder.names.isEmpty)
    disk.unmount()
  }

  @Test func anOutputThatWasThereStaysWhenTheBuildFails() async throws {
    let folder = try ScratchFolder()
    try folder.write("before", to: "image.tar")
    let outcome = try await build(try MadeHome(commands: ["exit 1"]), into: folder)
    #expect(outcome.ending == .exited(1))
    #expect(folder.names == ["image.tar"])
    #expect(try contents(of: folder.path("image.tar")) == Array("before".utf8))
  }

  @Test func aReadOnlyDiskIsFoundBeforeTheBuild() async throws {
    let folder = try ScratchFolder()
    let disk = try MountedMemory(at: folder, options: "ro")
    let outcome = try await build(try MadeHome(commands: ["exit 1"]), into: folder)
    expectFailure(outcome, code: 2, saying: [folder.path("image.tar"), "Read-only file system"])
    disk.unmount()
  }

  @Test func aFullStandardOutputIsAFailure() async throws {
    let home = try MadeHome()
    let outcome = try await Command(
      ["containerize", "made", "--progress", "quiet"], home: home
    ).run(output: "/dev/full")
    expectFailure(outcome, saying: ["writing standard output: No space left on device"])
  }

  @Test func aDaemonThatDiesIsAnError() async throws {
    let daemon = try await TestDaemon()
    let folder = try ScratchFolder()
    let mark = "100.\(freshNumber())"
    let home = try MadeHome(commands: ["sleep \(mark)"])
    let outcome = try await build(
      home, into: folder, environment: ["BUILDKIT_HOST": "\(daemon.endpoint)"]
    ) { _ in
      try await RunningStep.wait(for: ["sleep", mark])
      daemon.kill()
    }
    expectFailure(
      outcome,
      saying: ["the connection to BuildKit at \(daemon.endpoint) broke", "or was restarted"])
    #expect(folder.names.isEmpty)
  }
}
