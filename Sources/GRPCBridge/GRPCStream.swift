package import Bytes

/// A call that sends and receives any number of messages.
///
/// Sending and receiving go on side by side; each of the two one at a time. A task that is cancelled
/// while it waits in ``send(_:)``, ``finishSending()``, ``receive()`` or ``initialMetadata()`` cancels the
/// call, here and at the peer, and gets a `CancellationError`. Dropping the last reference to a stream
/// cancels its call too.
///
/// Everything runs and resumes on the caller's own executor; that is what the `isolation` parameters are
/// for, nobody needs to give them.
package final class GRPCStream: Sendable {
  private let call: Call
  private let start: StreamStart

  init(_ call: Call, metadata: OutgoingMetadata, request: ByteChain?) {
    self.call = call
    start = StreamStart(call, metadata: metadata, request: request)
    start.start()
    StatusReceiver(call).start()
  }

  deinit { call.cancel("nobody waits for the call any more") }

  /// Sends a message. Returns when the peer's flow-control windows have let all of it pass, so that a
  /// slow peer holds the sender back. The bytes are not copied: core keeps the message's blocks alive.
  ///
  /// One at a time, and none after ``finishSending()``.
  ///
  /// - Throws: ``GRPCError`` with the call's status if it has failed, with code
  ///   ``GRPCCode/failedPrecondition`` if the peer has stopped listening although the call has not
  ///   failed (the rest of its answer tells why) or if the order of sending was not kept;
  ///   `CancellationError`.
  package func send(
    _ message: ByteChain, isolation: isolated (any Actor)? = #isolation
  ) async throws {
    switch await pass(message, isolation) {
    case .taken: return
    case .refused: throw outOfOrder
    case .ended:
      if Task.isCancelled { throw CancellationError() }
      if let status = call.knownStatus, !status.isOK { throw await call.error(status) }
      throw call.error(.failedPrecondition, "the call takes no more messages")
    }
  }

  /// Says that there will be no more messages. Does nothing if the call has ended.
  ///
  /// - Throws: ``GRPCError`` with code ``GRPCCode/failedPrecondition`` if that was said already;
  ///   `CancellationError`.
  package func finishSending(isolation: isolated (any Actor)? = #isolation) async throws {
    switch await pass(nil, isolation) {
    case .taken: return
    case .refused: throw outOfOrder
    case .ended: if Task.isCancelled { throw CancellationError() }
    }
  }

  private func pass(
    _ message: ByteChain?, _ isolation: isolated (any Actor)?
  ) async -> MessageSender.Result {
    let sender = MessageSender(call, message)
    return await call.cancelling(isolation) { sender.start($0) }
  }

  private var outOfOrder: GRPCError {
    call.error(
      .failedPrecondition, "a message is being sent already, or there were to be no more")
  }

  /// Waits for the next message. Nothing is read ahead of it beyond the flow-control window, so that
  /// a slow receiver holds the peer back.
  ///
  /// - Returns: nil at the end of a call that succeeded.
  /// - Throws: ``GRPCError`` at the end of a call that did not; `CancellationError`.
  package func receive(
    isolation: isolated (any Actor)? = #isolation
  ) async throws -> ByteChain? {
    let receiver = MessageReceiver(call)
    let message = await call.cancelling(isolation) { receiver.start($0) }
    if let message { return message }
    let status = await status()
    if status.isOK { return nil }
    if Task.isCancelled { throw CancellationError() }
    throw await call.error(status)
  }

  /// All messages from here to the end; ends and throws as ``receive()`` does.
  package var messages: GRPCMessages { GRPCMessages(stream: self) }

  /// Waits for the peer's initial metadata.
  ///
  /// - Throws: ``GRPCError`` if the call failed before any came; `CancellationError`.
  package func initialMetadata(
    isolation: isolated (any Actor)? = #isolation
  ) async throws -> GRPCMetadata {
    let metadata = await call.cancelling(isolation) { start.received($0) }
    if let metadata { return metadata }
    if Task.isCancelled { throw CancellationError() }
    throw await call.error(await status())
  }

  /// Waits for the end of the call, which comes after its last message has been received. A cancelled
  /// task cancels the call.
  package func status(isolation: isolated (any Actor)? = #isolation) async -> GRPCStatus {
    await call.cancelling(isolation) { call.status($0) }
  }

  /// Ends the call here and at the peer, with ``GRPCCode/cancelled``, unless it has ended.
  package func cancel() { call.cancel() }
}

/// The messages of a stream, in order.
package struct GRPCMessages: AsyncSequence, Sendable {
  package typealias Element = ByteChain

  fileprivate let stream: GRPCStream

  package struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let stream: GRPCStream

    package mutating func next() async throws -> ByteChain? { try await stream.receive() }

    package mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws -> ByteChain? {
      try await stream.receive(isolation: actor)
    }
  }

  package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(stream: stream) }
}
