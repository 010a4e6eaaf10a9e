package import Bytes
import CNGHTTP2

/// The server side of one HTTP/2 connection that carries gRPC, as a state machine over bytes: what
/// the peer sent goes in by ``receive(_:)``, what must be sent comes out of ``nextOutput()``. It has
/// no socket and no thread; whoever drives it must use it from one thread at a time.
package final class ServerConnection {
  /// Finds the handler for a call, or the status that refuses it.
  package typealias Router = (ServerCall) -> Result<any CallHandler, Refusal>

  /// Why a call isn't served.
  package struct Refusal: Error {
    package let status: CallStatus
    package init(_ status: CallStatus) { self.status = status }
  }

  /// The peer broke HTTP/2's rules; the connection is of no more use.
  package struct ProtocolError: Error, CustomStringConvertible {
    /// What nghttp2 says of it.
    package let description: String
  }

  /// Sizes, in bytes.
  package struct Limits: Sendable {
    /// The longest gRPC message that is accepted. BuildKit's own limit.
    package var message = 16 * 1024 * 1024
    /// The sum of names and values of a call's metadata.
    package var metadata = 16 * 1024 * 1024
    /// The flow-control window of each stream, and of the whole connection.
    package var streamWindow = 1024 * 1024
    package var connectionWindow = 4 * 1024 * 1024
    /// Calls that may be open at once.
    package var concurrentCalls = 256
    /// About how long one output becomes: it is closed with the frame that reaches it.
    package var output = 1024 * 1024
    package init() {}
  }

  /// Called when there is something new for ``nextOutput()``; may be called more than once.
  package var outputIsWanted: () -> Void = {}

  let limits: Limits
  private let route: Router
  private var session: OpaquePointer?
  private var calls: [Int32: ServerCall] = [:]
  private var opening: [Int32: OpeningCall] = [:]
  private var input = ByteSlice([])
  private var output = OutputBuilder()
  private var waitingForWindow: [Int32] = []

  /// A connection that waits for the peer's preface.
  package init(limits: Limits = Limits(), route: @escaping Router) throws(ProtocolError) {
    self.limits = limits
    self.route = route
    try NGHTTP2.check(makeSession())
    let settings = [
      (NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, limits.streamWindow),
      (NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, limits.concurrentCalls),
    ].map { nghttp2_settings_entry(settings_id: Int32($0.rawValue), value: UInt32($1)) }
    try NGHTTP2.check(
      nghttp2_submit_settings(
        session, UInt8(NGHTTP2_FLAG_NONE.rawValue), settings, settings.count))
    try NGHTTP2.check(
      nghttp2_session_set_local_window_size(
        session, UInt8(NGHTTP2_FLAG_NONE.rawValue), 0, Int32(limits.connectionWindow)))
  }

  deinit { nghttp2_session_del(session) }

  private func makeSession() -> Int32 {
    var callbacks: OpaquePointer?
    var options: OpaquePointer?
    nghttp2_session_callbacks_new(&callbacks)
    nghttp2_option_new(&options)
    defer {
      nghttp2_session_callbacks_del(callbacks)
      nghttp2_option_del(options)
    }
    NGHTTP2.install(in: callbacks)
    nghttp2_option_set_no_auto_window_update(options, 1)
    nghttp2_option_set_no_closed_streams(options, 1)
    // Ignore patterns travel as headers: the default of 8 frames would end the session on long
    // lists.
    nghttp2_option_set_max_continuations(options, 1024)
    nghttp2_option_set_max_send_header_block_length(options, limits.metadata)
    return nghttp2_session_server_new2(
      &session, callbacks, Unmanaged.passUnretained(self).toOpaque(), options)
  }

  // MARK: Driving

  /// Takes bytes of the peer.
  ///
  /// - Throws: ``ProtocolError`` if the connection can't go on; send what ``nextOutput()`` still
  ///   gives, then close.
  package func receive(_ bytes: ByteChain) throws(ProtocolError) {
    for slice in bytes.slices {
      input = slice
      let result = slice.withUnsafeBytes { bytes in
        nghttp2_session_mem_recv(
          session, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
      }
      guard result >= 0 else { throw NGHTTP2.error(Int32(truncatingIfNeeded: result)) }
    }
    input = ByteSlice([])
  }

  /// Whether ``nextOutput()`` has something to give.
  package var wantsOutput: Bool { nghttp2_session_want_write(session) != 0 }

  /// The next bytes for the peer, about ``Limits/output`` at most; empty if there is nothing to send
  /// now.
  ///
  /// - Throws: ``ProtocolError`` once the connection is over and all is sent.
  package func nextOutput() throws(ProtocolError) -> ByteChain {
    output = OutputBuilder()
    while output.count < limits.output {
      var pointer: UnsafePointer<UInt8>?
      let before = output.count
      let length = nghttp2_session_mem_send(session, &pointer)
      guard length >= 0 else { throw NGHTTP2.error(Int32(truncatingIfNeeded: length)) }
      if length > 0 {
        output.append(copying: UnsafeRawBufferPointer(start: pointer, count: length))
      } else if output.count == before {
        break
      }
    }
    let finished = output
    output = OutputBuilder()
    if finished.count == 0, nghttp2_session_want_read(session) == 0, !wantsOutput {
      throw ProtocolError(description: "the peer broke the rules of HTTP/2")
    }
    return finished.finish()
  }

  /// The connection is lost: ends every call.
  package func close() {
    let open = calls.values
    calls = [:]
    opening = [:]
    for call in open { call.close(completed: false) }
  }

  // MARK: What calls ask for

  func resume(_ call: ServerCall) {
    guard call.isDeferred else { return }
    call.isDeferred = false
    nghttp2_session_resume_data(session, call.stream)
    outputIsWanted()
  }

  func consume(_ count: Int, of call: ServerCall) {
    guard calls[call.stream] === call else { return }
    nghttp2_session_consume_stream(session, call.stream, count)
    outputIsWanted()
  }

  // MARK: What nghttp2 tells

  func beginHeaders(_ stream: Int32) -> Bool {
    guard calls.count + opening.count < limits.concurrentCalls else { return false }
    opening[stream] = OpeningCall(limit: limits.metadata)
    return true
  }

  func header(_ name: [UInt8], _ value: [UInt8], of stream: Int32) {
    opening[stream]?.append(name, value)
  }

  func invalidHeader(_ name: [UInt8], of stream: Int32) {
    opening[stream]?.refuse(
      .invalidArgument("header \(String(decoding: name, as: UTF8.self)) has an invalid value"))
  }

  func headersEnd(_ stream: Int32) {
    // The peer's trailers, which gRPC clients don't send, begin no call.
    guard let opened = opening.removeValue(forKey: stream) else { return }
    let call = ServerCall(
      stream: stream, method: opened.method, metadata: opened.metadata, connection: self,
      messageLimit: limits.message)
    if let refusal = opened.refusal { return refuse(call, refusal) }
    switch route(call) {
    case .failure(let refusal): refuse(call, refusal.status)
    case .success(let handler):
      calls[stream] = call
      call.serve(by: handler)
      NGHTTP2.submitResponse(session, stream)
    }
  }

  private func refuse(_ call: ServerCall, _ status: CallStatus) {
    NGHTTP2.submitRefusal(session, call.stream, status)
  }

  func data(_ bytes: UnsafeRawBufferPointer, of stream: Int32) {
    nghttp2_session_consume_connection(session, bytes.count)
    guard let call = calls[stream] else {
      nghttp2_session_consume_stream(session, stream, bytes.count)
      return
    }
    let piece = input.withUnsafeBytes { whole -> ByteSlice in
      if let start = bytes.baseAddress, let begin = whole.baseAddress,
        start >= begin, start + bytes.count <= begin + whole.count
      {
        return input.part(from: start - begin, count: bytes.count)
      }
      return ByteSlice(copying: bytes)
    }
    call.received(piece)
  }

  func endOfStream(_ stream: Int32) { calls[stream]?.receivedEnd() }

  func windowGrew() {
    let waiting = waitingForWindow
    waitingForWindow = []
    for stream in waiting {
      if let call = calls[stream] { resume(call) }
    }
  }

  func closed(_ stream: Int32, errorCode: UInt32) {
    opening[stream] = nil
    calls.removeValue(forKey: stream)?.close(completed: errorCode == 0)
  }

  /// How much of a call's data the next frame holds.
  enum Supply { case bytes(Int, isLast: Bool), nothingYet }

  func supply(of stream: Int32, upTo length: Int) -> Supply {
    guard let call = calls[stream] else { return .bytes(0, isLast: true) }
    let count = min(call.queuedBytes, length)
    let isLast = count == call.queuedBytes && call.status != nil
    // Long bodies leave a rest of the connection's window, so that a short reply (health) always
    // fits.
    let isLong = call.queuedBytes > 1024
    if isLong, Int(nghttp2_session_get_remote_window_size(session)) - count < 1024 {
      call.isDeferred = true
      waitingForWindow.append(stream)
      return .nothingYet
    }
    if isLast, let status = call.status {
      NGHTTP2.submitTrailers(session, stream, status)
    } else if count == 0 {
      call.isDeferred = true
      return .nothingYet
    }
    return .bytes(count, isLast: isLast)
  }

  /// Puts a frame of data into the output; true if the output is long enough now.
  func send(frameHead: UnsafeRawBufferPointer, count: Int, of stream: Int32) -> Bool {
    output.append(copying: frameHead)
    calls[stream]?.moveQueued(count, to: &output)
    return output.count >= limits.output
  }
}
