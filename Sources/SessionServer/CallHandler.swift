package import Bytes

/// What serves one call. All methods run on the thread that drives the ``ServerConnection``, and none
/// may block.
package protocol CallHandler: AnyObject {
  /// One whole message of the peer.
  func received(_ message: ByteChain, on call: ServerCall)

  /// The peer will send no more messages.
  func receivedEnd(on call: ServerCall)

  /// Less is queued for sending than ``ServerCall/lowWater``: time to send more.
  func drained(_ call: ServerCall)

  /// The call is over and nothing can be sent any more. Called exactly once, also after a regular
  /// end.
  ///
  /// - Parameter completed: true if the status that we sent has left; false if the peer reset the
  ///   call or the connection was lost.
  func closed(_ call: ServerCall, completed: Bool)
}

extension CallHandler {
  package func receivedEnd(on call: ServerCall) {}
  package func drained(_ call: ServerCall) {}
  package func closed(_ call: ServerCall, completed: Bool) {}
}

/// A header or trailer. Names are lower-case ASCII; values are bytes as they came.
package struct CallMetadata: Sendable {
  /// The entries in the order of the wire.
  package private(set) var entries: [(name: String, value: [UInt8])] = []

  package init() {}

  mutating func append(_ name: String, _ value: [UInt8]) {
    entries.append((name, value))
  }

  /// All values of a name, in order.
  package func values(of name: String) -> [[UInt8]] {
    entries.compactMap { $0.name == name ? $0.value : nil }
  }
}
