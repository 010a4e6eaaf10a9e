import Threads

/// A small fixed pool of threads for reading files, so that no other thread ever waits for a disk.
final class FilePool: Sendable {
  /// The pool of the process.
  static let shared = FilePool(threads: 2)

  private let queue = BlockingQueue<@Sendable () -> Void>()

  private init(threads: Int) {
    let queue = queue
    for _ in 0..<threads {
      try? DetachedThread.start {
        while let job = queue.take() { job() }
      }
    }
  }

  /// Runs a job on one of the threads. A job must end by itself: it may wait for a disk, never for
  /// a peer.
  func async(_ job: @escaping @Sendable () -> Void) { queue.push(job) }
}

extension FilePool {
  /// Runs a job on one of the threads while the task is suspended.
  func run<Value: Sendable>(_ job: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      async { continuation.resume(returning: job()) }
    }
  }
}
