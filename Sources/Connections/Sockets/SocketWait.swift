import Glibc
import Threads

/// How long work on a socket may take: up to a moment, or until nobody wants it any more.
struct SocketWait: Sendable {
  let deadline: ContinuousClock.Instant
  let cancellation: BlockingWork.Cancellation

  /// How soon a cancellation is noticed.
  private static let slice = Duration.milliseconds(50)

  /// How much time is left; for work that goes on without waiting, too.
  ///
  /// - Throws: ``ConnectionError/timedOut``; `CancellationError`.
  @discardableResult
  func timeLeft() throws -> Duration {
    if cancellation.isCancelled { throw CancellationError() }
    let left = deadline - .now
    guard left > .zero else { throw ConnectionError.timedOut }
    return left
  }

  /// Waits until a descriptor is ready for any of `events`, blocking the thread.
  ///
  /// - Throws: ``ConnectionError/timedOut``; `CancellationError`.
  func until(_ descriptor: Int32, _ events: Int32) throws {
    var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    while true {
      let left = try timeLeft()
      let milliseconds = Int32(max(1, min(left, Self.slice) / .milliseconds(1)))
      if poll(&entry, 1, milliseconds) > 0 { return }
    }
  }
}

/// The system's words for an error number.
func systemWords(_ number: Int32) -> String {
  var buffer = [CChar](repeating: 0, count: 128)
  return buffer.withUnsafeMutableBufferPointer { buffer in
    guard let start = buffer.baseAddress, strerror_r(number, start, buffer.count) == 0 else {
      return "error \(number)"
    }
    return String(cString: start)
  }
}
