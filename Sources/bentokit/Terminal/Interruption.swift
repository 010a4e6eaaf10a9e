import Dispatch
import Glibc

/// Ctrl-C and the like: the first one cancels what runs, which then cleans up; the second one ends
/// the process at once.
final class Interruption: Sendable {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Runs `body`; a signal cancels it. One that comes before they are listened to ends the process, as it
  /// would have before: nothing has begun then. None is ignored, which would lose it.
  static func cancelling<T: Sendable>(
    _ body: @escaping @Sendable () async throws -> T
  ) async throws -> T {
    let (listeners, listening) = AsyncStream<Void>.makeStream()
    let task = Task { @concurrent in
      var missing = signals.count
      for await _ in listeners {
        missing -= 1
        if missing == 0 { break }
      }
      try Task.checkCancellation()
      return try await body()
    }
    let sources = signals.map { number in
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setRegistrationHandler { listening.yield() }
      source.setEventHandler {
        if task.isCancelled { _exit(128 + number) }
        task.cancel()
      }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    do {
      return try await task.value
    } catch {
      // What fails at the moment of the signal, such as a program that has it too, fails for it.
      throw task.isCancelled ? CancellationError() : error
    }
  }
}
