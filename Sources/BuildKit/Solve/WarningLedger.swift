import Synchronization

/// The warnings of a build, none of them twice.
final class WarningLedger: Sendable {
  private let state = Mutex(DistinctWarnings())

  /// All warnings so far, in the order they came.
  var warnings: [VertexWarning] { state.withLock { $0.all } }

  /// Takes in the warnings of some news.
  func add(_ response: StatusResponse) {
    guard !response.warnings.isEmpty else { return }
    state.withLock { state in for warning in response.warnings { state.add(warning) } }
  }
}
