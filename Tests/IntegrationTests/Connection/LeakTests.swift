import BuildKit
import FileTree
import Testing

/// Many calls leave nothing behind. Each test has a process of its own, to count in;
/// `BENTOKIT_TEST_REPEAT` multiplies the calls, for a long run.
@Suite(.takingTurns) struct LeakTests {
  @Test func aHundredBuildsLeaveNothingBehind() async {
    await #expect(processExitsWith: .success) {
      let client = try BuildKitClient.ofEnvironment()
      var request = try BuildRequest(
        dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(files: ["file": unique()]))
      try await expectNothingLeft(warmUp: 10, count: 100) {
        request.ref = unique()
        _ = try await client.build(request)
      }
    }
  }

  @Test func aHundredClientsLeaveNothingBehind() async {
    await #expect(processExitsWith: .success) {
      try await expectNothingLeft(warmUp: 10, count: 100) {
        _ = try await BuildKitClient.ofEnvironment().workers()
      }
    }
  }

  @Test func aThousandCallsLeaveNothingBehind() async {
    await #expect(processExitsWith: .success) {
      let client = try BuildKitClient.ofEnvironment()
      try await expectNothingLeft(warmUp: 50, count: 1000) { _ = try await client.workers() }
    }
  }

  @Test func failedAndCancelledBuildsLeaveNothingBehind() async {
    await #expect(processExitsWith: .success) {
      let client = try BuildKitClient.ofEnvironment()
      let folder = try ScratchFolder()
      try await expectNothingLeft(warmUp: 5, count: 40) {
        let failing = try BuildRequest(
          dockerfile: "FROM scratch\nCOPY absent-\(unique()) /\n",
          context: FileTree(folder: folder)
        ).exporting(to: folder.path("image.tar"))
        _ = try? await client.build(failing)
        let build = Task { try await client.build(failing) }
        try await Task.sleep(for: .milliseconds(10))
        build.cancel()
        _ = await build.result
      }
      #expect(folder.names.isEmpty)
    }
  }
}

/// Expects that calls leave no descriptor and no thread, once what is made for good is there, and
/// that memory does not grow with them.
private func expectNothingLeft(
  warmUp: Int, count: Int, _ call: () async throws -> Void
) async throws {
  /// What allocators and core's own caches may still take, in KiB.
  let tolerance = 4096
  /// What core may have open besides, on a busy machine. A leak is one for each call, or for each tenth.
  let spare = 2
  let count = count * testRepeats
  for _ in 0..<warmUp { try await call() }
  let before = (Processes.ownDescriptors, Processes.ownThreads, try Processes.ownMemory("VmRSS"))
  for _ in 0..<count { try await call() }
  // Threads of core's pool end when nothing was to do for a while; what was closed goes then.
  let end = ContinuousClock.now + .seconds(30)
  while Processes.ownDescriptors > before.0 + spare || Processes.ownThreads > before.1 + spare,
    ContinuousClock.now < end
  {
    try await Task.sleep(for: .milliseconds(100))
  }
  #expect(Processes.ownDescriptors <= before.0 + spare, "\(Processes.ownFiles)")
  #expect(Processes.ownThreads <= before.1 + spare)
  #expect(try Processes.ownMemory("VmRSS") - before.2 < tolerance)
}
