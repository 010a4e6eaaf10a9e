package import Bytes
import CGRPC

/// The answer to a unary call.
package struct GRPCUnaryResponse: Sendable {
  /// The one message.
  package let message: ByteChain
  /// What the peer sent before the message.
  package let initialMetadata: GRPCMetadata
  /// What the peer sent after it.
  package let trailingMetadata: GRPCMetadata
}

/// A whole unary call as one batch, hence one event.
final class UnaryCall: Operation, @unchecked Sendable {
  private let call: Call
  private let metadata: OutgoingMetadata
  private let request: UnsafeMutablePointer<grpc_byte_buffer>?
  private let outcome = CallOutcome()
  private var waiter: Waiter<Ending>?

  /// What a call comes to.
  enum Ending: Sendable {
    case answered(GRPCUnaryResponse)
    case failed(GRPCStatus)
  }

  init(_ call: Call, metadata: OutgoingMetadata, request: ByteChain) {
    self.call = call
    self.metadata = metadata
    self.request = makeByteBuffer(request)
  }

  deinit { grpc_byte_buffer_destroy(request) }

  func start(_ waiter: Waiter<Ending>) {
    self.waiter = waiter
    started { tag in
      call.receive {
        cgrpc_start_unary($0, metadata.pointer, metadata.count, request, outcome.pointer, tag)
      }
    }
  }

  override func complete(_ succeeded: Bool) {
    let status = succeeded ? outcome.status : refusedBatch
    call.end(status)
    waiter?.resume(returning: ending(status))
    waiter = nil
  }

  private func ending(_ status: GRPCStatus) -> Ending {
    guard status.isOK else { return .failed(status) }
    guard let message = outcome.message else {
      return .failed(
        GRPCStatus(code: .internal, message: "the peer reports success without an answer"))
    }
    return .answered(
      GRPCUnaryResponse(
        message: message, initialMetadata: outcome.initialMetadata,
        trailingMetadata: status.trailingMetadata))
  }
}

/// The status of a call whose batch core would not take.
let refusedBatch = GRPCStatus(code: .internal, message: "gRPC core refused the call's operations")
