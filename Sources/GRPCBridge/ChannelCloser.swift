import CGRPC

/// Keeps a channel of core's until it is safe to destroy: core 1.51 loses the connection, socket and all,
/// of a channel that is destroyed while it connects.
final class ChannelCloser: Operation, @unchecked Sendable {
  private let channel: CoreChannel

  init(_ channel: CoreChannel) { self.channel = channel }

  /// Lets go of the channel now or, if it is connecting, once it is not.
  func start() {
    guard channel.isConnecting else { return }
    started { tag in
      channel.watchConnecting(tag)
      return GRPC_CALL_OK
    }
  }

  override func complete(_ succeeded: Bool) { start() }
}
