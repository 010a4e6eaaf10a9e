extension HTTPServer {
  /// Has the server do something, and takes the lines that it tells of it, as they come.
  ///
  /// - Parameters:
  ///   - path: begins with `/`.
  ///   - fields: of the head, without ends of lines in them.
  ///   - onLine: called with each line of the answer, whatever its status, one at a time and in order.
  /// - Returns: the status of the answer.
  /// - Throws: as ``Dialler/dial(until:)``.
  package func post(
    _ path: String, fields: [(name: String, value: String)],
    until deadline: ContinuousClock.Instant,
    onLine: @escaping @Sendable ([UInt8]) -> Void
  ) async throws -> Int {
    let connection = try await way.dial(until: deadline)
    defer { Self.end(connection) }
    // In HTTP/1.0 an answer of unknown length is not cut into chunks: it ends with the connection.
    let head =
      "POST \(path) HTTP/1.0\r\nHost: localhost\r\nContent-Length: 0\r\n"
      + fields.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n"
    return try await Self.exchange(over: connection, until: deadline) { exchange in
      try exchange.send(head)
      let answer = try exchange.receiveHead()
      try exchange.receiveLines(onLine)
      return answer.status
    }
  }
}
