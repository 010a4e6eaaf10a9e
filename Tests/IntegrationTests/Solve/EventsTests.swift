import BuildKit
import FileTree
import Synchronization
import Testing

/// Builds as sequences of events.
@Suite(.takingTurns) struct EventsTests {
  @Test func aBuildTellsItsNewsAndThenItsResult() async throws {
    let word = unique()
    let request = try BuildRequest(dockerfile: "FROM \(busybox)\nRUN echo \(word)\n")
    var output: [UInt8] = []
    var result: BuildResult?
    for try await event in try BuildKitClient.ofEnvironment().events(of: request) {
      #expect(result == nil)
      switch event {
      case .news(let status): for log in status.logs { output += log.data }
      case .finished(let finished): result = finished
      }
    }
    #expect(String(decoding: output, as: UTF8.self) == "\(word)\n")
    #expect(result?.ref == request.ref)
  }

  @Test func aFailureIsThrownAfterTheNewsOfIt() async throws {
    let request = try BuildRequest(dockerfile: "FROM \(busybox)\nRUN echo \(unique()); exit 3\n")
    let sawFailure = Mutex(false)
    let error = await #expect(throws: BuildError.self) {
      for try await event in try BuildKitClient.ofEnvironment().events(of: request) {
        guard case .news(let status) = event else { continue }
        if status.vertexes.contains(where: { $0.error.contains("exit code: 3") }) {
          sawFailure.withLock { $0 = true }
        }
      }
    }
    #expect(error?.step?.exitCode == 3)
    #expect(sawFailure.withLock { $0 })
  }

  @Test func leavingTheLoopCancelsTheBuild() async throws {
    let seconds = "300.\(UInt32.random(in: 1_000_000...9_999_999))"
    let request = try BuildRequest(dockerfile: "FROM \(busybox)\nRUN echo; sleep \(seconds)\n")
    for try await event in try BuildKitClient.ofEnvironment().events(of: request) {
      if case .news(let status) = event, !status.logs.isEmpty { break }
    }
    try await Processes.wait(for: "sleep\0\(seconds)", toExist: false, atMost: .seconds(30))
  }

  @Test func cancellingTheTaskCancelsTheBuild() async throws {
    let seconds = "300.\(UInt32.random(in: 1_000_000...9_999_999))"
    let request = try BuildRequest(dockerfile: "FROM \(busybox)\nRUN sleep \(seconds)\n")
    let client = try BuildKitClient.ofEnvironment()
    let task = Task { for try await _ in client.events(of: request) {} }
    try await Processes.wait(for: "sleep\0\(seconds)", toExist: true, atMost: .seconds(60))
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    try await Processes.wait(for: "sleep\0\(seconds)", toExist: false, atMost: .seconds(30))
  }

  /// A loop that doesn't ask holds the daemon back: far less than the output waits on our side.
  @Test func newsWaitUntilTheyAreAskedFor() async throws {
    let request = try BuildRequest(
      dockerfile: "FROM \(busybox)\nRUN yes \(unique()) | head -c 50000000\n")
    var count = 0
    var received = 0
    let before = try Processes.ownMemory("VmRSS")
    for try await event in try BuildKitClient.ofEnvironment().events(of: request) {
      guard case .news(let status) = event else { continue }
      received += status.logs.reduce(0) { $0 + $1.data.count }
      count += 1
      if count == 20 {
        try await Task.sleep(for: .seconds(2))
        #expect(try Processes.ownMemory("VmRSS") - before < 100_000)
      }
    }
    #expect(received > 100_000)
  }
}
