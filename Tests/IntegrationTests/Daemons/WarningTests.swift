import BuildKit
import FileTree
import Testing

/// Warnings of the frontend's checks, where a daemon has them.
@Suite(.takingTurns) struct WarningTests {
  @Test(arguments: Daemon.allCases)
  func eachWarningComesOnceWithPlaceAndLink(_ daemon: Daemon) async throws {
    var request = try daemon.request(
      dockerfile: "FROM scratch\nADD file /\nMAINTAINER me\nadd file /b\n", files: ["file": "x"])
    // Once, however many platforms there are.
    if daemon.exportsImages { request.frontendAttributes["platform"] = "linux/amd64,linux/arm64" }
    let told = Told()
    let result = try await daemon.client().build(request) { await told.add($0.warnings) }
    #expect(await told.warnings == result.warnings)
    guard daemon.checksDockerfiles else {
      #expect(result.warnings.isEmpty)
      return
    }
    let rules = result.warnings.map { String($0.short.prefix { $0 != ":" }) }
    #expect(rules.sorted() == ["ConsistentInstructionCasing", "MaintainerDeprecated"])
    for warning in result.warnings {
      #expect(warning.url.hasPrefix("https://docs.docker.com/go/dockerfile/rule/"))
      #expect(warning.source?.filename == "Dockerfile")
      #expect(warning.report.last?.contains(" | ") == true)
    }
  }
}

/// Warnings as they came.
private actor Told {
  private(set) var warnings: [VertexWarning] = []
  func add(_ more: [VertexWarning]) { warnings += more }
}
