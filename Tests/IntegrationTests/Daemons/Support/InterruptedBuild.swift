import BuildKit
import FileTree
import Glibc
import Testing

/// A build with a step that goes on for minutes, and what the process had before it.
struct InterruptedBuild: Sendable {
  /// When its time is over, if it has a limit.
  let deadline: ContinuousClock.Instant

  private let task: Task<BuildResult, any Error>
  private let process: String
  private let folder: ScratchFolder
  private let descriptors: Int
  private let threads: Int

  /// Starts the build, and waits until its step runs.
  init(on client: BuildKitClient, timeout: Duration? = nil) async throws {
    // What is made for good is there after one build and one failure.
    _ = try? await client.build(try BuildRequest(dockerfile: "FROM scratch\nNONSENSE\n"))
    _ = try await client.build(
      try BuildRequest(
        dockerfile: "FROM \(busybox)\nCOPY file /\n", context: FileTree(files: ["file": "x"])))
    descriptors = Processes.ownDescriptors
    threads = Processes.ownThreads

    let seconds = "300.\(UInt32.random(in: 1_000_000...9_999_999))"
    process = "sleep\0\(seconds)"
    folder = try ScratchFolder(below: "/dev/shm")
    var request = try BuildRequest(dockerfile: "FROM \(busybox)\nRUN sleep \(seconds)\n")
      .exporting(to: folder.path("image.tar"))
    request.timeout = timeout
    deadline = .now + (timeout ?? .zero)
    task = Task { [request] in try await client.build(request) }
    try await Processes.wait(for: process, toExist: true, atMost: .seconds(60))
  }

  func cancel() { task.cancel() }

  /// Expects that the build ends at once after what interrupts it, with a code; nil for a
  /// `CancellationError`.
  func expectPromptEnd(
    _ code: BuildError.Code?, after interrupt: () async throws -> Void
  ) async throws {
    try await interrupt()
    let start = ContinuousClock.now
    let error = await #expect(throws: (any Error).self) { try await task.value }
    let duration = ContinuousClock.now - start
    #expect(duration < testPromptness)
    if let code {
      let error = try #require(error as? BuildError)
      #expect(error.code == code)
      #expect(error.advice != nil)
    } else {
      #expect(error is CancellationError)
    }
  }

  /// Expects that nothing is left of it: no process on the daemon, no file, descriptor or thread here.
  func expectNothingLeft() async throws {
    try await Processes.wait(for: process, toExist: false, atMost: .seconds(30))
    #expect(folder.names.isEmpty)
    // What was closed goes when core's threads get to it; those that it has too many of end later.
    let end = ContinuousClock.now + .seconds(30)
    while Processes.ownDescriptors > descriptors || Processes.ownThreads > threads,
      ContinuousClock.now < end
    {
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(Processes.ownDescriptors <= descriptors)
    #expect(Processes.ownThreads <= threads)
  }
}
