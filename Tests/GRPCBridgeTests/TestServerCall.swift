import CGRPC
import GRPCBridge

/// A call at the test server, written in blocking style on the call's own thread.
///
/// Invariant behind `@unchecked Sendable`: handed from the accepting thread to the call's, used by one of
/// them at a time.
final class TestServerCall: @unchecked Sendable {
  let pointer = UnsafeMutablePointer<OpaquePointer?>.allocate(capacity: 1)
  let details = UnsafeMutablePointer<grpc_call_details>.allocate(capacity: 1)
  let metadataArray = UnsafeMutablePointer<grpc_metadata_array>.allocate(capacity: 1)
  let queue = grpc_completion_queue_create_for_pluck(nil)
  private let cancelled = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
  private var isFinished = false
  private var hasSentInitialMetadata = false
  private(set) var method = ""
  private(set) var metadata = GRPCMetadata()
  private(set) var hasDeadline = false

  init() {
    pointer.initialize(to: nil)
    cancelled.initialize(to: 0)
    details.initialize(to: grpc_call_details())
    metadataArray.initialize(to: grpc_metadata_array())
    grpc_call_details_init(details)
    grpc_metadata_array_init(metadataArray)
  }

  deinit {
    grpc_call_details_destroy(details)
    grpc_metadata_array_destroy(metadataArray)
    grpc_completion_queue_shutdown(queue)
    while grpc_completion_queue_pluck(queue, nil, gpr_inf_future(GPR_CLOCK_MONOTONIC), nil).type
      != GRPC_QUEUE_SHUTDOWN
    {}
    grpc_completion_queue_destroy(queue)
    pointer.deallocate()
    details.deallocate()
    metadataArray.deallocate()
    cancelled.deallocate()
  }

  func begin() {
    method = String(decoding: bytes(of: details.pointee.method), as: UTF8.self)
    let never = gpr_inf_future(GPR_CLOCK_MONOTONIC)
    hasDeadline =
      gpr_time_cmp(
        gpr_convert_clock_type(details.pointee.deadline, GPR_CLOCK_MONOTONIC), never) < 0
    for index in 0..<metadataArray.pointee.count {
      let entry = metadataArray.pointee.metadata[index]
      metadata.append(
        String(decoding: bytes(of: entry.key), as: UTF8.self), bytes(of: entry.value))
    }
    var op = grpc_op()
    op.op = GRPC_OP_RECV_CLOSE_ON_SERVER
    op.data.recv_close_on_server.cancelled = cancelled
    _ = grpc_call_start_batch(pointer.pointee, &op, 1, closeTag, nil)
  }

  func end() {
    if let call = pointer.pointee { grpc_call_unref(call) }
    pointer.pointee = nil
  }

  /// The next message; nil when the client sends no more.
  func receive() -> [UInt8]? {
    let buffer = UnsafeMutablePointer<UnsafeMutablePointer<grpc_byte_buffer>?>.allocate(capacity: 1)
    buffer.initialize(to: nil)
    defer { buffer.deallocate() }
    var op = grpc_op()
    op.op = GRPC_OP_RECV_MESSAGE
    op.data.recv_message.recv_message = buffer
    guard run([op]), let received = buffer.pointee else { return nil }
    defer { grpc_byte_buffer_destroy(received) }
    var reader = grpc_byte_buffer_reader()
    grpc_byte_buffer_reader_init(&reader, received)
    defer { grpc_byte_buffer_reader_destroy(&reader) }
    let all = grpc_byte_buffer_reader_readall(&reader)
    defer { grpc_slice_unref(all) }
    return bytes(of: all)
  }

  @discardableResult
  func sendInitialMetadata(_ metadata: GRPCMetadata = []) -> Bool {
    hasSentInitialMetadata = true
    return withCoreMetadata(metadata) { array in
      var op = grpc_op()
      op.op = GRPC_OP_SEND_INITIAL_METADATA
      op.data.send_initial_metadata.count = array.count
      op.data.send_initial_metadata.metadata = array.baseAddress
      return run([op])
    }
  }

  @discardableResult
  func send(_ message: [UInt8]) -> Bool {
    if !hasSentInitialMetadata { sendInitialMetadata() }
    var slice = slice(of: message)
    defer { grpc_slice_unref(slice) }
    let buffer = grpc_raw_byte_buffer_create(&slice, 1)
    defer { grpc_byte_buffer_destroy(buffer) }
    var op = grpc_op()
    op.op = GRPC_OP_SEND_MESSAGE
    op.data.send_message.send_message = buffer
    return run([op])
  }

  func finish(_ code: Int32 = 0, _ message: String = "", trailers: GRPCMetadata = []) {
    isFinished = true
    var text = grpc_slice_from_copied_string(message)
    defer { grpc_slice_unref(text) }
    withCoreMetadata(trailers) { array in
      withUnsafeMutablePointer(to: &text) { text in
        var op = grpc_op()
        op.op = GRPC_OP_SEND_STATUS_FROM_SERVER
        op.data.send_status_from_server.status = grpc_status_code(rawValue: code)
        op.data.send_status_from_server.status_details = text
        op.data.send_status_from_server.trailing_metadata_count = array.count
        op.data.send_status_from_server.trailing_metadata = array.baseAddress
        var first = grpc_op()
        first.op = GRPC_OP_SEND_INITIAL_METADATA
        _ = run(hasSentInitialMetadata ? [op] : [first, op])
        hasSentInitialMetadata = true
      }
    }
    waitForClose()
  }

  /// Waits for the client's side to be over.
  ///
  /// - Returns: whether the call was cancelled.
  @discardableResult
  func waitForClose() -> Bool {
    if !hasClosed {
      _ = grpc_completion_queue_pluck(queue, closeTag, gpr_inf_future(GPR_CLOCK_MONOTONIC), nil)
      hasClosed = true
    }
    return cancelled.pointee != 0
  }

  func finishIfNeeded() { if !isFinished { finish() } }

  private var hasClosed = false
  private let closeTag = UnsafeMutableRawPointer(bitPattern: 2)
  private let batchTag = UnsafeMutableRawPointer(bitPattern: 1)

  private func run(_ ops: [grpc_op]) -> Bool {
    guard grpc_call_start_batch(pointer.pointee, ops, ops.count, batchTag, nil) == GRPC_CALL_OK
    else { return false }
    let event = grpc_completion_queue_pluck(
      queue, batchTag, gpr_inf_future(GPR_CLOCK_MONOTONIC), nil)
    return event.success != 0
  }

  private func withCoreMetadata<R>(
    _ metadata: GRPCMetadata, _ body: (UnsafeMutableBufferPointer<grpc_metadata>) -> R
  ) -> R {
    var array = metadata.map { key, value in
      var entry = grpc_metadata()
      entry.key = grpc_slice_from_copied_string(key)
      entry.value = slice(of: value)
      return entry
    }
    defer {
      for entry in array {
        grpc_slice_unref(entry.key)
        grpc_slice_unref(entry.value)
      }
    }
    return array.withUnsafeMutableBufferPointer { body($0) }
  }
}

private func bytes(of slice: grpc_slice) -> [UInt8] {
  withUnsafePointer(to: slice) {
    [UInt8](
      UnsafeRawBufferPointer(start: cgrpc_slice_start($0), count: cgrpc_slice_length(slice)))
  }
}

private func slice(of bytes: [UInt8]) -> grpc_slice {
  bytes.withUnsafeBytes {
    grpc_slice_from_copied_buffer($0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
  }
}
