import Threads

/// What went wrong on our side while the daemon was served. The daemon only hears a sentence of it;
/// the caller of the build gets the error itself.
final class SessionFailures: Sendable {
  private struct Entry {
    let error: any Error & Sendable
    let isPassing: Bool
  }

  /// The most that are remembered: a daemon may ask for what fails again and again.
  private static let most = 64

  private let entries = Guarded<[Entry]>([])

  init() {}

  /// Notes a failure.
  ///
  /// - Parameter isPassing: whether the build may go on without what failed, as without a cache.
  func add(_ error: any Error & Sendable, isPassing: Bool = false) {
    entries.withLock { entries in
      let isFirstOfItsKind = !entries.contains { $0.isPassing == isPassing }
      guard entries.count < Self.most || isFirstOfItsKind else { return }
      entries.append(Entry(error: error, isPassing: isPassing))
    }
  }

  /// The failure that a build has failed for: the first, since the later ones tend to be its
  /// consequences; but one that the build may have gone on after only if the daemon repeats it.
  ///
  /// - Parameter words: what the daemon says; nil if it says nothing.
  func reason(for words: String?) -> (any Error & Sendable)? {
    entries.withLock { entries in
      entries.first { !$0.isPassing || words?.contains("\($0.error)") == true }?.error
    }
  }
}
