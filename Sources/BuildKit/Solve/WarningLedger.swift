import Synchronization

/// The warnings of a build, none of them twice: builds for several platforms, and frontends that are
/// asked several times, warn of the same place again and again.
final class WarningLedger: Sendable {
  /// The most warnings that are kept, and the most bytes of their files: a daemon's word is no reason
  /// to fill our memory.
  private static let mostWarnings = 1000
  private static let mostBytes = 16 << 20

  /// What makes a warning another one: all but the step.
  private struct Key: Hashable {
    var short: String
    var url: String
    var filename: String?
    var ranges: [SourceRange]?
  }

  private struct State {
    var warnings: [VertexWarning] = []
    var keys: Set<Key> = []
    var bytes = 0
  }

  private let state = Mutex(State())

  /// All warnings so far, in the order they came.
  var warnings: [VertexWarning] { state.withLock { $0.warnings } }

  /// Takes in the warnings of some news, and leaves those in it that are new.
  func add(_ response: inout StatusResponse) {
    guard !response.warnings.isEmpty else { return }
    let warnings = response.warnings
    response.warnings = state.withLock { state in warnings.compactMap { Self.add($0, to: &state) } }
  }

  private static func add(_ warning: VertexWarning, to state: inout State) -> VertexWarning? {
    let key = Key(
      short: warning.short, url: warning.url, filename: warning.source?.filename,
      ranges: warning.source?.ranges)
    guard state.warnings.count < mostWarnings, state.keys.insert(key).inserted else { return nil }
    var warning = warning
    // Most are about one file: its text is kept once.
    if let last = state.warnings.last?.source, last.data == warning.source?.data {
      warning.source?.data = last.data
    } else {
      state.bytes += warning.source?.data.count ?? 0
      if state.bytes > mostBytes { warning.source?.data = [] }
    }
    state.warnings.append(warning)
    return warning
  }
}
