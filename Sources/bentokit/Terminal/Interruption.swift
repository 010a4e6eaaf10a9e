import Dispatch
import Glibc

/// Ctrl-C and the like: the first one cancels what runs, which then cleans up; the second one ends
/// the process at once.
final class Interruption: Sendable {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Runs `body`; a signal cancels it.
  static func cancelling<T: Sendable>(
    _ body: @escaping @Sendable () async throws -> T
  ) async throws -> T {
    let task = Task { @concurrent in try await body() }
    let sources = signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
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
