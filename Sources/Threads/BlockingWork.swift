import Synchronization

/// Work that blocks for longer than a read of a file: each runs on a thread of its own, while the
/// task that asked for it is suspended.
package enum BlockingWork {
  /// Tells the work that nobody wants its result any more.
  package final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Whether the task that waits for the work was cancelled.
    package var isCancelled: Bool { flag.load(ordering: .relaxed) }

    fileprivate func cancel() { flag.store(true, ordering: .relaxed) }
  }

  /// Runs `body` to its end, even when the task is cancelled in the meantime: it is `body` that has
  /// to look at the cancellation, where it can stop.
  ///
  /// - Throws: what `body` throws; ``DetachedThread/StartFailure`` if there is no thread for it.
  package static func run<Result: Sendable>(
    _ body: @escaping @Sendable (Cancellation) throws -> Result
  ) async throws -> Result {
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        do throws(DetachedThread.StartFailure) {
          try DetachedThread.start {
            continuation.resume(with: Swift.Result { try body(cancellation) })
          }
        } catch {
          continuation.resume(throwing: error)
        }
      }
    } onCancel: {
      cancellation.cancel()
    }
  }
}
