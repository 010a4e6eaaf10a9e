import Bytes
import CGRPC
import Threads

/// The start of a stream: our initial metadata out, perhaps the only message too; the peer's initial
/// metadata in.
final class StreamStart: Operation, @unchecked Sendable {
  private let call: Call
  private let metadata: OutgoingMetadata
  private let request: UnsafeMutablePointer<grpc_byte_buffer>?
  private let outcome = CallOutcome()
  private let state = Guarded(State())

  private struct State {
    var result: GRPCMetadata??
    var waiters: [Waiter<GRPCMetadata?>] = []
  }

  init(_ call: Call, metadata: OutgoingMetadata, request: ByteChain?) {
    self.call = call
    self.metadata = metadata
    self.request = request.flatMap(makeByteBuffer)
  }

  deinit { grpc_byte_buffer_destroy(request) }

  func start() {
    started { tag in
      call.receive {
        cgrpc_start_stream($0, metadata.pointer, metadata.count, request, outcome.pointer, tag)
      }
    }
  }

  /// - Parameter waiter: gets the peer's initial metadata; nil where the call failed before any came.
  func received(_ waiter: Waiter<GRPCMetadata?>) {
    let known = state.withLock { state in
      if state.result == nil { state.waiters.append(waiter) }
      return state.result
    }
    if let known { waiter.resume(returning: known) }
  }

  override func complete(_ succeeded: Bool) {
    let result = succeeded ? outcome.initialMetadata : nil
    let waiters = state.withLock { state in
      state.result = .some(result)
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume(returning: result) }
  }
}

/// Waits for the end of the call.
final class StatusReceiver: Operation, @unchecked Sendable {
  private let call: Call
  private let outcome = CallOutcome()

  init(_ call: Call) { self.call = call }

  func start() {
    started { tag in call.receive { cgrpc_start_receive_status($0, outcome.pointer, tag) } }
  }

  override func complete(_ succeeded: Bool) {
    call.end(succeeded ? outcome.status : refusedBatch)
  }
}

/// Waits for the next message.
final class MessageReceiver: Operation, @unchecked Sendable {
  private let call: Call
  private let buffer = UnsafeMutablePointer<UnsafeMutablePointer<grpc_byte_buffer>?>.allocate(
    capacity: 1)
  private var waiter: Waiter<ByteChain?>?

  init(_ call: Call) {
    self.call = call
    buffer.initialize(to: nil)
  }

  deinit {
    grpc_byte_buffer_destroy(buffer.pointee)
    buffer.deallocate()
  }

  /// - Parameter waiter: gets the message, or nil at the end of the call whatever its outcome.
  func start(_ waiter: Waiter<ByteChain?>) {
    self.waiter = waiter
    started { tag in call.receive { cgrpc_start_receive_message($0, buffer, tag) } }
  }

  override func complete(_ succeeded: Bool) {
    waiter?.resume(returning: succeeded ? buffer.pointee.map(makeByteChain) : nil)
    waiter = nil
  }
}

/// Sends a message, or says that there will be no more.
final class MessageSender: Operation, @unchecked Sendable {
  /// What became of it.
  enum Result: Sendable {
    /// Core took it.
    case taken
    /// The call is over, or the peer listens no more.
    case ended
    /// Core would not start it: another one is under way, or sending is finished.
    case refused
  }

  private let call: Call
  private let message: UnsafeMutablePointer<grpc_byte_buffer>?
  private var waiter: Waiter<Result>?
  private var hasFailed = false

  /// - Parameter message: nil to say that there will be no more.
  init(_ call: Call, _ message: ByteChain?) {
    self.call = call
    self.message = message.flatMap(makeByteBuffer)
  }

  deinit { grpc_byte_buffer_destroy(message) }

  func start(_ waiter: Waiter<Result>) {
    self.waiter = waiter
    started { tag in
      call.send { call in
        guard let message else { return cgrpc_start_half_close(call, tag) }
        return cgrpc_start_send_message(call, message, tag)
      }
    }
  }

  /// A call that breaks fails its send and its status together. A failed send goes once more to the
  /// end of the queue, so that the reason is known when its waiter wakes.
  override func complete(_ succeeded: Bool) {
    if !succeeded, !hasFailed {
      hasFailed = true
      started { tag in call.send { cgrpc_start_nothing($0, tag) } }
    } else {
      resume(hasFailed ? .ended : .taken)
    }
  }

  override func refuse() { resume(hasFailed ? .ended : .refused) }

  private func resume(_ result: Result) {
    waiter?.resume(returning: result)
    waiter = nil
  }
}
