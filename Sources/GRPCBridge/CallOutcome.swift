import Bytes
import CGRPC

/// Where core writes what a call receives.
///
/// Invariant behind `@unchecked Sendable`: the memory stays put; core writes to it until the batch's
/// completion, after that only the operation that owns it reads.
final class CallOutcome: @unchecked Sendable {
  let pointer = UnsafeMutablePointer<cgrpc_outcome>.allocate(capacity: 1)

  init() { cgrpc_outcome_init(pointer) }

  deinit {
    cgrpc_outcome_destroy(pointer)
    pointer.deallocate()
  }

  var initialMetadata: GRPCMetadata { makeMetadata(pointer.pointee.initial_metadata) }

  var status: GRPCStatus {
    GRPCStatus(
      code: GRPCCode(rawValue: UInt32(bitPattern: Int32(pointer.pointee.status.rawValue))),
      message: String(decoding: array(pointer.pointee.status_message), as: UTF8.self),
      trailingMetadata: makeMetadata(pointer.pointee.trailing_metadata))
  }

  /// The message, if there is one.
  var message: ByteChain? { pointer.pointee.message.map(makeByteChain) }
}
