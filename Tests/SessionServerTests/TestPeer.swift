import Bytes
import CNGHTTP2
import SessionServer

/// The other side of a connection: a client of nghttp2, in memory too.
final class TestPeer {
  struct Reply: Equatable {
    var headers: [String: String] = [:]
    var body: [UInt8] = []
    var closeCode: UInt32?

    /// The gRPC messages in the body.
    var messages: [[UInt8]] {
      var rest = body[...]
      var messages: [[UInt8]] = []
      while rest.count >= 5 {
        let count = rest.dropFirst().prefix(4).reduce(0) { $0 << 8 | Int($1) }
        messages.append(Array(rest.dropFirst(5).prefix(count)))
        rest = rest.dropFirst(5 + count)
      }
      return messages
    }
  }

  let server: ServerConnection
  private(set) var replies: [Int32: Reply] = [:]
  /// False: the peer reads, but gives no flow-control window back.
  var returnsWindow = true
  private var session: OpaquePointer?
  private var bodies: [Int32: [UInt8]] = [:]
  private var ended: Set<Int32> = []

  init(server: ServerConnection, streamWindow: UInt32 = 65535) {
    self.server = server
    var callbacks: OpaquePointer?
    var options: OpaquePointer?
    nghttp2_session_callbacks_new(&callbacks)
    nghttp2_option_new(&options)
    nghttp2_option_set_no_auto_window_update(options, 1)
    nghttp2_option_set_max_send_header_block_length(options, 64 * 1024 * 1024)
    nghttp2_session_callbacks_set_on_header_callback(callbacks) {
      _, frame, name, nameCount, value, valueCount, _, user in
      guard let frame else { return 0 }
      let text = { String(decoding: UnsafeBufferPointer(start: $0, count: $1), as: UTF8.self) }
      peer(user).replies[frame.pointee.hd.stream_id, default: Reply()]
        .headers[text(name, nameCount)] = text(value, valueCount)
      return 0
    }
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) {
      session, _, stream, data, count, user in
      peer(user).replies[stream, default: Reply()].body
        .append(contentsOf: UnsafeBufferPointer(start: data, count: count))
      if peer(user).returnsWindow { nghttp2_session_consume(session, stream, count) }
      return 0
    }
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, stream, code, user in
      peer(user).replies[stream, default: Reply()].closeCode = code
      return 0
    }
    nghttp2_session_client_new2(
      &session, callbacks, Unmanaged.passUnretained(self).toOpaque(), options)
    nghttp2_session_callbacks_del(callbacks)
    nghttp2_option_del(options)
    var setting = nghttp2_settings_entry(
      settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue), value: streamWindow)
    nghttp2_submit_settings(session, 0, &setting, 1)
  }

  deinit { nghttp2_session_del(session) }

  /// Opens a call; what ``write(_:to:)`` gives follows.
  func open(_ method: String, metadata: [(String, String)] = []) -> Int32 {
    let fields =
      [
        (":method", "POST"), (":scheme", "http"), (":path", method), (":authority", "localhost"),
        ("content-type", "application/grpc"), ("te", "trailers"),
      ] + metadata
    var provider = nghttp2_data_provider()
    provider.read_callback = { _, stream, buffer, length, flags, _, user in
      peer(user).supply(stream, buffer, length, flags)
    }
    var storage = fields.flatMap { Array($0.0.utf8) + Array($0.1.utf8) }
    return storage.withUnsafeMutableBufferPointer { buffer in
      var next = buffer.baseAddress
      let headers = fields.map { name, value in
        let header = nghttp2_nv(
          name: next, value: next.map { $0 + name.utf8.count }, namelen: name.utf8.count,
          valuelen: value.utf8.count, flags: 0)
        next = next.map { $0 + name.utf8.count + value.utf8.count }
        return header
      }
      return nghttp2_submit_request(session, nil, headers, headers.count, &provider, nil)
    }
  }

  func write(_ bytes: [UInt8], to stream: Int32) {
    bodies[stream, default: []] += bytes
    nghttp2_session_resume_data(session, stream)
  }

  /// One gRPC message, and the end of the call's body.
  func send(_ message: [UInt8], to stream: Int32) {
    write(Self.framed(message), to: stream)
    end(stream)
  }

  func end(_ stream: Int32) {
    ended.insert(stream)
    nghttp2_session_resume_data(session, stream)
  }

  func reset(_ stream: Int32) {
    nghttp2_submit_rst_stream(session, 0, stream, UInt32(NGHTTP2_CANCEL.rawValue))
  }

  static func framed(_ message: [UInt8]) -> [UInt8] {
    let count = message.count
    return [0] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + message
  }

  /// Carries bytes both ways until neither side has anything to say.
  func exchange() throws {
    var isBusy = true
    while isBusy {
      isBusy = false
      var pointer: UnsafePointer<UInt8>?
      while case let count = nghttp2_session_mem_send(session, &pointer), count > 0 {
        let bytes = UnsafeRawBufferPointer(start: pointer, count: count)
        try server.receive(ByteChain(ByteSlice(copying: bytes)))
        isBusy = true
      }
      let output = try server.nextOutput().array
      if !output.isEmpty {
        let taken = output.withUnsafeBufferPointer {
          nghttp2_session_mem_recv(session, $0.baseAddress, $0.count)
        }
        guard taken == output.count else { throw Disagreement(code: taken) }
        isBusy = true
      }
    }
  }

  /// The client could not read what the server sent.
  struct Disagreement: Error { let code: Int }

  private func supply(
    _ stream: Int32, _ buffer: UnsafeMutablePointer<UInt8>?, _ length: Int,
    _ flags: UnsafeMutablePointer<UInt32>?
  ) -> Int {
    let body = bodies[stream] ?? []
    let count = min(length, body.count)
    for index in 0..<count { buffer?[index] = body[index] }
    bodies[stream] = Array(body.dropFirst(count))
    if count == body.count, ended.contains(stream) {
      flags?.pointee |= UInt32(NGHTTP2_DATA_FLAG_EOF.rawValue)
    } else if count == 0 {
      return Int(NGHTTP2_ERR_DEFERRED.rawValue)
    }
    return count
  }
}

private func peer(_ user: UnsafeMutableRawPointer?) -> TestPeer {
  guard let user else { preconditionFailure("nghttp2 lost its user data") }
  return Unmanaged.fromOpaque(user).takeUnretainedValue()
}
