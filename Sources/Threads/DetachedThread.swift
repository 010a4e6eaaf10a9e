import Glibc

/// Threads of our own, for work that blocks: Swift's cooperative pool must never wait for a disk.
package enum DetachedThread {
  /// The system would not give us another thread.
  package struct StartFailure: Error {
    /// The system's error number.
    package let errno: Int32
  }

  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Runs `body` on a new detached thread, with all signals blocked: they are for the program's own
  /// threads.
  package static func start(_ body: @escaping @Sendable () -> Void) throws(StartFailure) {
    var thread = pthread_t()
    var everything = sigset_t()
    var before = sigset_t()
    sigfillset(&everything)
    pthread_sigmask(SIG_SETMASK, &everything, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let argument = Unmanaged.passRetained(Body(body))
    let result = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, argument.toOpaque())
    guard result == 0 else {
      argument.release()
      throw StartFailure(errno: result)
    }
    pthread_detach(thread)
  }
}
