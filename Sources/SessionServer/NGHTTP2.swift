import CNGHTTP2

/// What is said to nghttp2, and the callbacks by which it speaks to a ``ServerConnection``.
///
/// The user data of every callback is the connection, unretained: nghttp2 calls back only from
/// within calls that the connection itself makes.
enum NGHTTP2 {
  static func error(_ code: Int32) -> ServerConnection.ProtocolError {
    ServerConnection.ProtocolError(description: String(cString: nghttp2_strerror(code)))
  }

  static func check(_ code: Int32) throws(ServerConnection.ProtocolError) {
    guard code == 0 else { throw error(code) }
  }

  // MARK: Replies

  static func submitResponse(_ session: OpaquePointer?, _ stream: Int32) {
    var provider = nghttp2_data_provider()
    provider.read_callback = { _, stream, _, length, flags, _, user in
      guard let user, let flags else { return Int(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue) }
      switch connection(user).supply(of: stream, upTo: length) {
      case .nothingYet:
        return Int(NGHTTP2_ERR_DEFERRED.rawValue)
      case .bytes(let count, let isLast):
        flags.pointee |= UInt32(NGHTTP2_DATA_FLAG_NO_COPY.rawValue)
        if isLast {
          flags.pointee |=
            UInt32(NGHTTP2_DATA_FLAG_EOF.rawValue)
            | UInt32(NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue)
        }
        return count
      }
    }
    withHeaders([(":status", "200"), ("content-type", "application/grpc")]) { headers in
      _ = nghttp2_submit_response(session, stream, headers.baseAddress, headers.count, &provider)
    }
  }

  static func submitRefusal(_ session: OpaquePointer?, _ stream: Int32, _ status: CallStatus) {
    let fields = [(":status", "200"), ("content-type", "application/grpc")] + trailers(of: status)
    withHeaders(fields) { headers in
      _ = nghttp2_submit_response(session, stream, headers.baseAddress, headers.count, nil)
    }
  }

  static func submitTrailers(_ session: OpaquePointer?, _ stream: Int32, _ status: CallStatus) {
    withHeaders(trailers(of: status)) { headers in
      _ = nghttp2_submit_trailer(session, stream, headers.baseAddress, headers.count)
    }
  }

  private static func trailers(of status: CallStatus) -> [(String, String)] {
    let code = ("grpc-status", String(status.code))
    return status.message.isEmpty ? [code] : [code, ("grpc-message", status.encodedMessage)]
  }

  private static func withHeaders(
    _ fields: [(String, String)], _ body: (UnsafeBufferPointer<nghttp2_nv>) -> Void
  ) {
    // One buffer for all names and values; nghttp2 copies them before it returns.
    var bytes = fields.flatMap { Array($0.0.utf8) + Array($0.1.utf8) }
    bytes.withUnsafeMutableBufferPointer { buffer in
      guard var next = buffer.baseAddress else { return }
      var headers: [nghttp2_nv] = []
      for (name, value) in fields {
        let nameCount = name.utf8.count
        let valueCount = value.utf8.count
        headers.append(
          nghttp2_nv(
            name: next, value: next + nameCount, namelen: nameCount, valuelen: valueCount,
            flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue)))
        next += nameCount + valueCount
      }
      headers.withUnsafeBufferPointer(body)
    }
  }

  // MARK: Callbacks

  static func install(in callbacks: OpaquePointer?) {
    nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, user in
      guard let frame, let user, isRequest(frame) else { return 0 }
      return connection(user).beginHeaders(frame.pointee.hd.stream_id)
        ? 0 : NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
    }
    nghttp2_session_callbacks_set_on_header_callback(callbacks) {
      _, frame, name, nameCount, value, valueCount, _, user in
      guard let frame, let user else { return 0 }
      connection(user).header(
        bytes(name, nameCount), bytes(value, valueCount), of: frame.pointee.hd.stream_id)
      return 0
    }
    nghttp2_session_callbacks_set_on_invalid_header_callback(callbacks) {
      _, frame, name, nameCount, _, _, _, user in
      guard let frame, let user else { return 0 }
      connection(user).invalidHeader(bytes(name, nameCount), of: frame.pointee.hd.stream_id)
      return 0
    }
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, user in
      guard let frame, let user else { return 0 }
      received(frame, by: connection(user))
      return 0
    }
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) {
      _, _, stream, data, count, user in
      guard let user else { return 0 }
      connection(user).data(UnsafeRawBufferPointer(start: data, count: count), of: stream)
      return 0
    }
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, stream, code, user in
      guard let user else { return 0 }
      connection(user).closed(stream, errorCode: code)
      return 0
    }
    nghttp2_session_callbacks_set_send_data_callback(callbacks) {
      _, frame, head, length, _, user in
      guard let frame, let head, let user else { return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue }
      let isLongEnough = connection(user).send(
        frameHead: UnsafeRawBufferPointer(start: head, count: 9), count: length,
        of: frame.pointee.hd.stream_id)
      return isLongEnough ? NGHTTP2_ERR_PAUSE.rawValue : 0
    }
  }
}

// Functions of the file, not of the type: a callback of C can't capture the type.

private func received(
  _ frame: UnsafePointer<nghttp2_frame>, by connection: ServerConnection
) {
  let head = frame.pointee.hd
  switch UInt32(head.type) {
  case NGHTTP2_HEADERS.rawValue: connection.headersEnd(head.stream_id)
  case NGHTTP2_WINDOW_UPDATE.rawValue where head.stream_id == 0: connection.windowGrew()
  default: break
  }
  let isBody = [NGHTTP2_HEADERS.rawValue, NGHTTP2_DATA.rawValue].contains(UInt32(head.type))
  if isBody, UInt32(head.flags) & UInt32(NGHTTP2_FLAG_END_STREAM.rawValue) != 0 {
    connection.endOfStream(head.stream_id)
  }
}

private func isRequest(_ frame: UnsafePointer<nghttp2_frame>) -> Bool {
  UInt32(frame.pointee.hd.type) == NGHTTP2_HEADERS.rawValue
    && frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST
}

private func bytes(_ start: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
  [UInt8](UnsafeBufferPointer(start: start, count: count))
}

private func connection(_ user: UnsafeMutableRawPointer) -> ServerConnection {
  Unmanaged.fromOpaque(user).takeUnretainedValue()
}
