import Glibc

/// One question of HTTP/1.1 over a connected descriptor, which stays the caller's.
struct HTTPExchange {
  let descriptor: Int32
  let wait: SocketWait

  /// The longest head and the longest body, in bytes.
  private static let longestHead = 64 << 10
  private static let longestBody = 8 << 20

  /// Sends a whole request.
  ///
  /// - Throws: ``ConnectionError``; `CancellationError`.
  func send(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if count < 0, errno == EAGAIN {
        try wait.until(descriptor, POLLOUT)
      } else if errno != EINTR {
        throw ConnectionError.unreachable(reason: systemWords(errno))
      }
    }
  }

  /// Receives a head and not a byte more: what follows may be another protocol's, and somebody else's
  /// to read. Hence each byte is received for itself; a head has some hundred.
  ///
  /// - Throws: ``ConnectionError``; `CancellationError`.
  func receiveHead() throws -> HTTPHead {
    var bytes: [UInt8] = []
    while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      guard bytes.count < Self.longestHead, let byte = try receive(atMost: 1)?.first else {
        throw ConnectionError.notHTTP
      }
      bytes.append(byte)
      // What doesn't begin like HTTP may never end like it either.
      if bytes.count == 5, !bytes.elementsEqual("HTTP/".utf8) { throw ConnectionError.notHTTP }
    }
    return try HTTPHead(parsing: bytes)
  }

  /// Receives the body that goes with a head; the server may leave the connection open after it.
  ///
  /// - Throws: ``ConnectionError``; `CancellationError`.
  func receiveBody(_ head: HTTPHead) throws -> HTTPResponse {
    let body: [UInt8] =
      if head.isBodiless {
        []
      } else if head.isChunked {
        try receiveChunks()
      } else if let length = head.fields["content-length"] {
        try receiveBytes(length)
      } else {
        try receiveRest()
      }
    return HTTPResponse(status: head.status, body: body)
  }

  /// Receives as many bytes as a text says.
  private func receiveBytes(_ length: String) throws -> [UInt8] {
    guard let count = Int(length), (0...Self.longestBody).contains(count) else {
      throw ConnectionError.notHTTP
    }
    var bytes: [UInt8] = []
    while bytes.count < count {
      guard let piece = try receive(atMost: min(count - bytes.count, 64 << 10)) else {
        throw ConnectionError.notHTTP
      }
      bytes += piece
    }
    return bytes
  }

  /// Receives all that comes to the end of the connection.
  private func receiveRest() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let piece = try receive(atMost: 64 << 10) {
      bytes += piece
      guard bytes.count <= Self.longestBody else { throw ConnectionError.notHTTP }
    }
    return bytes
  }

  /// Receives chunks to the last one.
  private func receiveChunks() throws -> [UInt8] {
    var chunks = ChunkedBody()
    while !chunks.isComplete {
      guard let piece = try receive(atMost: 64 << 10) else { throw ConnectionError.notHTTP }
      try chunks.add(piece)
      guard chunks.bytes.count <= Self.longestBody else { throw ConnectionError.notHTTP }
    }
    return chunks.bytes
  }

  /// Receives lines to the end of the connection, each as soon as it is there, without its end.
  ///
  /// - Throws: ``ConnectionError``, also for a line that is too long; `CancellationError`; what `body` throws.
  func receiveLines(_ body: ([UInt8]) throws -> Void) throws {
    var rest: [UInt8] = []
    while let piece = try receive(atMost: 64 << 10) {
      rest += piece
      var lines = rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      rest = lines.popLast().map { Array($0) } ?? []
      for line in lines { try body(Array(line)) }
      guard rest.count <= Self.longestBody else { throw ConnectionError.notHTTP }
    }
    if !rest.isEmpty { try body(rest) }
  }

  /// Receives what there is, as soon as there is any; nil at the end.
  private func receive(atMost limit: Int) throws -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: limit)
    while true {
      let count = recv(descriptor, &buffer, limit, Int32(MSG_DONTWAIT))
      if count > 0 { return Array(buffer.prefix(count)) }
      if count == 0 { return nil }
      switch errno {
      case EAGAIN: try wait.until(descriptor, POLLIN)
      case EINTR: continue
      default: throw ConnectionError.unreachable(reason: systemWords(errno))
      }
    }
  }
}
