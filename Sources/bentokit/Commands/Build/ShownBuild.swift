import BentoContainer
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
      await display.finish()
      throw error
    }
  }
}
