import Glibc
import Synchronization
import Testing
import Threads

@Suite struct BlockingWorkTests {
  private struct Trouble: Error {}

  private final class Counter: Sendable {
    private let number = Atomic<Int>(0)
    var value: Int { number.load(ordering: .relaxed) }
    func add() { number.add(1, ordering: .relaxed) }
  }

  @Test func itsResultComesBack() async throws {
    #expect(try await BlockingWork.run { _ in 7 } == 7)
  }

  @Test func itsErrorComesBack() async {
    await #expect(throws: Trouble.self) {
      try await BlockingWork.run { _ in throw Trouble() }
    }
  }

  @Test func manyBlockAtOnceWithoutHinderingEachOther() async throws {
    // Each waits for all others: on a pool of a few threads none would ever go on.
    let count = 50
    let arrived = Counter()
    try await withThrowingTaskGroup { group in
      for _ in 0..<count {
        group.addTask {
          try await BlockingWork.run { _ in
            arrived.add()
            while arrived.value < count { usleep(1000) }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func itHearsOfTheCancellationAndRunsToItsEnd() async throws {
    let ended = Counter()
    try await withThrowingTaskGroup { group in
      group.addTask {
        try await BlockingWork.run { cancellation in
          while !cancellation.isCancelled { usleep(1000) }
          ended.add()
        }
      }
      group.cancelAll()
      try await group.waitForAll()
    }
    #expect(ended.value == 1)
  }
}
