import Threads

/// What went wrong on our side while the daemon was served. The daemon only hears a sentence of it;
/// the caller of the build gets the error itself.
final class SessionFailures: Sendable {
  private let errors = Guarded<[any Error & Sendable]>([])

  init() {}

  /// Notes a failure.
  func add(_ error: any Error & Sendable) { errors.withLock { $0.append(error) } }

  /// The first failure: the later ones tend to be its consequences.
  var first: (any Error & Sendable)? { errors.withLock { $0.first } }
}
