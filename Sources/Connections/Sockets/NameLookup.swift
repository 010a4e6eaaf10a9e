import Threads

/// Looking up a name of a host. The system's way of doing so can neither be cancelled nor told when to
/// give up, so a thread of its own is left to it.
enum NameLookup {
  private typealias Found = Result<[SocketAddress], any Error>

  /// The first answer that is given, and who waits for it.
  private final class Answer: Sendable {
    private enum State {
      case open
      case awaited(CheckedContinuation<[SocketAddress], any Error>)
      case given(Found)
    }
    private let state = Guarded(State.open)

    func resume(_ waiter: CheckedContinuation<[SocketAddress], any Error>) {
      let given = state.withLock { state -> Found? in
        if case .given(let found) = state { return found }
        state = .awaited(waiter)
        return nil
      }
      if let given { waiter.resume(with: given) }
    }

    func give(_ found: Found) {
      let waiter = state.withLock { state -> CheckedContinuation<[SocketAddress], any Error>? in
        switch state {
        case .given: return nil
        case .open:
          state = .given(found)
          return nil
        case .awaited(let waiter):
          state = .given(found)
          return waiter
        }
      }
      waiter?.resume(with: found)
    }
  }

  /// The addresses of a port of a host.
  ///
  /// - Throws: ``ConnectionError``; `CancellationError`.
  static func addresses(
    of host: String, port: Int, until deadline: ContinuousClock.Instant
  ) async throws -> [SocketAddress] {
    let answer = Answer()
    let clock = Task { @concurrent in
      try? await Task.sleep(until: deadline)
      if !Task.isCancelled { answer.give(.failure(ConnectionError.timedOut)) }
    }
    defer { clock.cancel() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        answer.resume(continuation)
        do throws(DetachedThread.StartFailure) {
          try DetachedThread.start {
            answer.give(Result { try SocketAddress.lookUp(host, port: port) })
          }
        } catch {
          answer.give(.failure(ConnectionError.unreachable(reason: systemWords(error.errno))))
        }
      }
    } onCancel: {
      answer.give(.failure(CancellationError()))
    }
  }
}
