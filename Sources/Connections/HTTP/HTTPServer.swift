import Glibc

/// A server of HTTP/1.1, for the little that we ask of one.
package struct HTTPServer: Sendable {
  let way: any Dialler

  /// The server at the end of a way.
  package init(over way: any Dialler) { self.way = way }

  /// Asks for a resource.
  ///
  /// - Parameter path: begins with `/`.
  /// - Throws: as ``Dialler/dial(until:)``.
  package func get(
    _ path: String, until deadline: ContinuousClock.Instant
  ) async throws -> HTTPResponse {
    let connection = try await way.dial(until: deadline)
    defer { Self.end(connection) }
    return try await Self.exchange(over: connection, until: deadline) { exchange in
      try exchange.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
      return try exchange.receiveBody(exchange.receiveHead())
    }
  }

  /// Connects and changes to another protocol.
  ///
  /// - Returns: the connection, from the first byte of the other protocol on.
  /// - Throws: as ``Dialler/dial(until:)``; ``ConnectionError/noUpgrade(status:message:)``.
  package func upgraded(
    _ path: String, to other: String, until deadline: ContinuousClock.Instant
  ) async throws -> Connection {
    let connection = try await way.dial(until: deadline)
    do {
      try await Self.exchange(over: connection, until: deadline) { exchange in
        try exchange.send(
          "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
            + "Connection: Upgrade\r\nUpgrade: \(other)\r\n\r\n")
        let head = try exchange.receiveHead()
        guard head.status != 101 else { return }
        // A body without an end would be waited for until the server closes the connection.
        let hasEnd = head.isChunked || head.fields["content-length"] != nil
        let message = hasEnd ? try exchange.receiveBody(head).firstWords : ""
        throw ConnectionError.noUpgrade(status: head.status, message: message)
      }
      return connection
    } catch {
      Self.end(connection)
      throw error
    }
  }

  static func exchange<R: Sendable>(
    over connection: Connection, until deadline: ContinuousClock.Instant,
    _ body: @escaping @Sendable (HTTPExchange) throws -> R
  ) async throws -> R {
    do {
      return try await Blocking.run(until: deadline) { wait in
        try body(HTTPExchange(descriptor: connection.descriptor, wait: wait))
      }
    } catch let error as ConnectionError where error != .timedOut {
      // What carries the bytes knows better why they stopped.
      if let keeper = connection.keeper, let reason = await keeper.failure() { throw reason }
      throw error
    }
  }

  static func end(_ connection: Connection) {
    close(connection.descriptor)
    connection.keeper?.end()
  }
}

/// Changes from HTTP/1.1 to HTTP/2 on the way, as a Docker Engine has it for its BuildKit.
package struct UpgradeDialler: Dialler {
  package let address: String
  package let isRemote: Bool
  private let way: any Dialler
  private let path: String

  /// - Parameters:
  ///   - way: to the server of HTTP/1.1.
  ///   - path: what is asked to change, begins with `/`.
  ///   - address: for messages; nil for that of the way.
  package init(over way: any Dialler, path: String, address: String? = nil) {
    self.way = way
    self.path = path
    self.address = address ?? way.address
    isRemote = way.isRemote
  }

  package func dial(until deadline: ContinuousClock.Instant) async throws -> Connection {
    try await HTTPServer(over: way).upgraded(path, to: "h2c", until: deadline)
  }
}
