import BentoContainer
import BuildKit
import BuildProgress

/// A build that is shown while it runs.
struct ShownBuild: Sendable {
  let mode: ProgressMode
  let verbosity: Verbosity

  /// Runs a build and shows its news; leaves the terminal clean however it ends.
  func showing<T: Sendable>(
    _ build: (@escaping @Sendable (BuildEvent) async -> Void) async throws -> T
  ) async throws -> T {
    let display = ProgressDisplay(
      mode: mode, style: ProgressStyle(environment: StyleVariables.current))
    do {
      let result = try await build { [verbosity] event in
        switch event {
        case .status(let status): await display.show(status)
        case .output(let bytes):
          if verbosity != .quiet { await DescriptorOutput.standardError.write(bytes) }
        }
      }
      await display.finish()
      return result
    } catch {
      await display.finish(isCancelled: error is CancellationError)
      // What the builder said was not shown.
      if verbosity == .quiet, let failure = error as? ProcessFailure {
        for line in failure.lastLines { StandardStream.say(line) }
      }
      throw told(error)
    }
  }

  /// The error without the end of the step's output where the display has shown that.
  private func told(_ error: any Error) -> any Error {
    guard var failure = error as? BuildError, mode != .quiet, mode != .rawjson else { return error }
    failure.step?.logTail = []
    return failure
  }
}
