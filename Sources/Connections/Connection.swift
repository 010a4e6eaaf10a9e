/// A connected stream of bytes, and what keeps it up.
package struct Connection: Sendable {
  /// A connected stream socket. Whoever takes the connection closes it.
  package let descriptor: Int32
  /// What carries the bytes beyond the descriptor: a program, or a thread; nil if the kernel does.
  package let keeper: (any ConnectionKeeper)?

  package init(descriptor: Int32, keeper: (any ConnectionKeeper)? = nil) {
    self.descriptor = descriptor
    self.keeper = keeper
  }
}

/// What carries a connection's bytes on this side.
package protocol ConnectionKeeper: Sendable {
  /// Ends it, whether or not it has ended. Does not wait.
  func end()

  /// Why the connection broke or was never made, once that shows in the connection; nil if nothing is
  /// known. Waits a moment for the reason to come, never longer.
  func failure() async -> ConnectionError?
}

/// A way to a server, to be gone any number of times.
package protocol Dialler: Sendable {
  /// Where it leads, for messages.
  var address: String { get }
  /// Whether the server is, or may be, another machine.
  var isRemote: Bool { get }

  /// Connects.
  ///
  /// - Parameter deadline: when to give up.
  /// - Throws: ``ConnectionError``, ``TLSConfigurationError``, or an error of the dialler's own that
  ///   describes itself in one line; `CancellationError`.
  func dial(until deadline: ContinuousClock.Instant) async throws -> Connection
}
