import BuildKit
import Testing

@Suite(.takingTurns) struct InfoTests {
  private struct Info: Decodable {
    struct Version: Decodable {
      var package: String
      var version: String
      var revision: String
    }
    var buildkitVersion: Version
  }
  private struct Worker: Decodable {
    struct Platform: Decodable, Equatable {
      var os: String
      var architecture: String
    }
    var id: String
    var labels: [String: String]
    var platforms: [Platform]
  }

  @Test(arguments: EnvironmentDaemon.all)
  func infoIsThatOfBuildctl(_ daemon: EnvironmentDaemon) async throws {
    let outcome = try await Command(["info", "--format", "json", "--addr", try daemon.address])
      .run()
    expectSuccess(outcome)
    let ours: Info = try decoded(outcome.output)
    let theirs: Info = try decoded(
      try await Tool.buildctl(["debug", "info", "--format", "{{json .}}"], at: daemon.address))
    #expect(ours.buildkitVersion.version == theirs.buildkitVersion.version)
    #expect(ours.buildkitVersion.package == theirs.buildkitVersion.package)
    #expect(ours.buildkitVersion.revision == theirs.buildkitVersion.revision)
    let table = try await Command(["info", "--addr", try daemon.address]).run().text
    #expect(table.hasPrefix("BuildKit:  github.com/moby/buildkit v0."), "\(table)")
  }

  @Test(arguments: EnvironmentDaemon.all)
  func workersAreThoseOfBuildctl(_ daemon: EnvironmentDaemon) async throws {
    let outcome = try await Command(["workers", "--format", "json", "--addr", try daemon.address])
      .run()
    expectSuccess(outcome)
    let ours: [Worker] = try decoded(outcome.output)
    let theirs: [Worker] = try decoded(
      try await Tool.buildctl(["debug", "workers", "--format", "{{json .}}"], at: daemon.address))
    #expect(ours.map(\.id) == theirs.map(\.id))
    #expect(ours.map(\.labels) == theirs.map(\.labels))
    #expect(ours.map(\.platforms) == theirs.map(\.platforms))

    let details = try await Command(["workers", "-v", "--addr", try daemon.address]).run().text
    #expect(details.contains("Label org.mobyproject.buildkit.worker.executor:"), "\(details)")
    let none = try await Command(
      ["workers", "-f", "id==nobody", "--addr", try daemon.address]
    ).run()
    #expect(none.text == "ID  PLATFORMS\n")
  }
}
