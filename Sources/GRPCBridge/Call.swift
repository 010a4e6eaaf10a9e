import CGRPC
import CThreadSanitizer
import Threads

/// One call of core's: shared by the operations under way on it and whoever started it.
///
/// Invariant behind `@unchecked Sendable`: the pointer stays valid until the last reference is gone;
/// batches that send are started under one lock and batches that receive under another, as core asks;
/// cancelling needs none.
final class Call: @unchecked Sendable {
  let method: String
  let address: String
  private let connection: DialledConnection?
  private let onEnd: @Sendable (Call) -> Void
  private let pointer: OpaquePointer
  private let sending = Guarded(())
  private let receiving = Guarded(())
  private let outcome = Guarded(Outcome())

  private struct Outcome {
    var status: GRPCStatus?
    var waiters: [Waiter<GRPCStatus>] = []
  }

  /// Takes over the caller's reference to the call.
  ///
  /// - Parameters:
  ///   - address: where the call goes, for messages.
  ///   - connection: what it goes over, if that was dialled here.
  ///   - onEnd: called once, when the status is known.
  init(
    _ pointer: OpaquePointer, method: String, address: String, over connection: DialledConnection?,
    onEnd: @escaping @Sendable (Call) -> Void
  ) {
    self.pointer = pointer
    self.method = method
    self.address = address
    self.connection = connection
    self.onEnd = onEnd
  }

  deinit { grpc_call_unref(pointer) }

  /// Starts a batch that sends.
  func send(_ start: (OpaquePointer) -> grpc_call_error) -> grpc_call_error {
    sending.withLock { _ in start(pointer) }
  }

  /// Starts a batch that receives, or does both before anybody else knows the call.
  func receive(_ start: (OpaquePointer) -> grpc_call_error) -> grpc_call_error {
    receiving.withLock { _ in start(pointer) }
  }

  /// Ends the call here and at the peer, unless it has ended. What is under way completes soon.
  func cancel(_ reason: String = "the call was cancelled") {
    grpc_call_cancel_with_status(pointer, GRPC_STATUS_CANCELLED, reason, nil)
  }

  /// Makes the status known. Called once.
  func end(_ status: GRPCStatus) {
    onEnd(self)
    let waiters = outcome.withLock { outcome in
      outcome.status = status
      defer { outcome.waiters = [] }
      return outcome.waiters
    }
    for waiter in waiters { waiter.resume(returning: status) }
  }

  /// The status, where it is known by now.
  var knownStatus: GRPCStatus? { outcome.withLock(\.status) }

  /// - Parameter waiter: gets the status when it is known.
  func status(_ waiter: Waiter<GRPCStatus>) {
    let known = outcome.withLock { outcome in
      if outcome.status == nil { outcome.waiters.append(waiter) }
      return outcome.status
    }
    if let known { waiter.resume(returning: known) }
  }

  /// Waits for what `start` begins; a task that is cancelled meanwhile cancels the call, which ends the
  /// wait soon.
  ///
  /// The closure takes part in the isolation, lest it hop to the shared pool and back.
  func cancelling<R: Sendable>(
    _ isolation: isolated (any Actor)?, _ start: (Waiter<R>) -> Void
  ) async -> R {
    let pointer = UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque())
    defer { bentokit_acquired(pointer) }
    return await withTaskCancellationHandler {
      _ = isolation
      return await withUnsafeContinuation(isolation: isolation) { start(Waiter($0, of: pointer)) }
    } onCancel: {
      cancel()
    }
  }

  /// The error that a status other than OK stands for. Where the connection broke, it waits a moment for
  /// what carries the connection to say why.
  func error(_ status: GRPCStatus) async -> GRPCError {
    GRPCError(
      status: status, method: method, address: address,
      cause: status.code == .unavailable ? await connection?.failure() : nil)
  }

  /// An error of our own.
  func error(_ code: GRPCCode, _ message: String) -> GRPCError {
    GRPCError(code, message, method: method, address: address)
  }
}
