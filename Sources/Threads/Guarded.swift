import CThreadSanitizer
import Synchronization

/// A value behind a lock: Swift's `Mutex`, which ThreadSanitizer is told of, since it can't see into
/// it.
package struct Guarded<Value>: ~Copyable, Sendable {
  private let mutex: Mutex<Value>
  /// Its address stands for the lock; made where the sanitizer looks only.
  private let place = SanitizedPlace.make()

  /// Puts a value behind a lock of its own.
  package init(_ value: consuming sending Value) {
    mutex = Mutex(value)
  }

  /// Runs `body` with the value, while nobody else does.
  ///
  /// - Throws: what `body` throws.
  package borrowing func withLock<Result: ~Copyable, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    let place = place
    return try mutex.withLock { value throws(Failure) in
      place?.acquired()
      defer { place?.releases() }
      return try body(&value)
    }
  }
}

/// An address that threads are ordered by, as far as ThreadSanitizer knows.
private final class SanitizedPlace: Sendable {
  static func make() -> SanitizedPlace? {
    #if BENTOKIT_THREAD_SANITIZER
      SanitizedPlace()
    #else
      nil
    #endif
  }

  func acquired() { bentokit_acquired(Unmanaged.passUnretained(self).toOpaque()) }
  func releases() { bentokit_releases(Unmanaged.passUnretained(self).toOpaque()) }
}
