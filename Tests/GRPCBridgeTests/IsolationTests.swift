import Bytes
import Dispatch
import GRPCBridge
import Threads
import Testing

/// An executor with a thread of its own that counts what it is given.
final class CountingExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "counting")
  private let jobs = Guarded(0)

  var count: Int { jobs.withLock { $0 } }

  func enqueue(_ job: consuming ExecutorJob) {
    jobs.withLock { $0 += 1 }
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}

/// Somebody who lives on an executor of their own.
actor Resident {
  let executor = CountingExecutor()
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// How many jobs the executor was given by a send that core refuses, and by one round trip.
  func jobs(_ channel: GRPCChannel) async throws -> (refused: Int, roundTrip: Int) {
    let finished = try await channel.openServerStream("/test.Echo/Any", request: ByteChain([1]))
    let start = executor.count
    _ = try? await finished.send(ByteChain([1]))
    let refused = executor.count
    _ = try await finished.receive()
    return (refused - start, executor.count - refused)
  }
}

@Suite struct IsolationTests {
  /// A detour over the shared pool would come back as a job, each time. So does a send before it that is
  /// still under way, which may happen.
  @Test func nothingLeavesTheCallersExecutor() async throws {
    let server = TestServer(handlers: ["/test.Echo/Any": echo])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    var fewest = Int.max
    for _ in 0..<20 {
      let jobs = try await Resident().jobs(channel)
      fewest = min(fewest, jobs.refused)
      // None where the answer is there before anybody waits for it.
      #expect(jobs.roundTrip <= 1)
    }
    #expect(fewest == 0)
  }
}
