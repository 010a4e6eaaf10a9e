import BuildKit
import FileTree
import Testing

/// Builds that end before they are done. Those whose time is taken have a process of their own, whose
/// threads no other test keeps busy.
@Suite(.takingTurns) struct CancellationTests {
  /// A build with a step that goes on for long, and how to find its process.
  private static func longBuild() throws -> (request: BuildRequest, process: String) {
    let seconds = "300.\(UInt32.random(in: 1_000_000...9_999_999))"
    return (
      try BuildRequest(dockerfile: "FROM \(busybox)\nRUN sleep \(seconds)\n"), "sleep\0\(seconds)"
    )
  }

  @Test func aCancelledTaskStopsTheBuildOnTheDaemon() async {
    await #expect(processExitsWith: .success) {
      let (request, process) = try Self.longBuild()
      let folder = try ScratchFolder()
      let exporting = try request.exporting(to: folder.path("image.tar"))
      let build = Task { try await BuildKitClient.ofEnvironment().build(exporting) }
      try await Processes.wait(for: process, toExist: true, atMost: .seconds(60))
      let start = ContinuousClock.now
      build.cancel()
      await #expect(throws: CancellationError.self) { try await build.value }
      #expect(.now - start < testPromptness)
      try await Processes.wait(for: process, toExist: false, atMost: testPromptness)
      #expect(folder.names.isEmpty)
    }
  }

  @Test func aTaskThatIsCancelledAlreadyBuildsNothing() async throws {
    let (request, process) = try Self.longBuild()
    let build = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await BuildKitClient.ofEnvironment().build(request)
    }
    await #expect(throws: CancellationError.self) { try await build.value }
    #expect(!Processes.exist(with: process))
  }

  @Test func aDeadlineStopsTheBuildOnTheDaemon() async {
    await #expect(processExitsWith: .success) {
      var (request, process) = try Self.longBuild()
      request.timeout = .seconds(4)
      let start = ContinuousClock.now
      let error = try await failure(of: request)
      #expect(error.code == .deadlineExceeded)
      #expect(.now - start < .seconds(4) + testPromptness)
      try await Processes.wait(for: process, toExist: false, atMost: testPromptness)
    }
  }

  @Test func aDaemonThatIsKilledEndsTheBuildAtOnce() async {
    await #expect(processExitsWith: .success) {
      let daemon = try await TestDaemon()
      let (request, process) = try Self.longBuild()
      let folder = try ScratchFolder()
      let path = try folder.write("old", to: "image.tar")
      let exporting = try request.exporting(to: path)
      let build = Task { try await daemon.client().build(exporting) }
      try await Processes.wait(for: process, toExist: true, atMost: .seconds(60))
      let start = ContinuousClock.now
      daemon.kill()
      let error = await #expect(throws: BuildError.self) { try await build.value }
      #expect(.now - start < testPromptness)
      #expect(error?.code == .unavailable || error?.code == .sessionLost)
      #expect(folder.names == ["image.tar"])
      #expect(try contents(of: path) == Array("old".utf8))
    }
  }

  @Test func anotherBuildSucceedsAfterACancelledOne() async throws {
    let client = try BuildKitClient.ofEnvironment()
    let (request, process) = try Self.longBuild()
    let build = Task { try await client.build(request) }
    try await Processes.wait(for: process, toExist: true, atMost: .seconds(60))
    build.cancel()
    _ = await build.result
    let text = unique()
    let next = try BuildRequest(
      dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(files: ["file": text]))
    #expect(try await next.builtFiles(on: client).text("file") == text)
  }
}
