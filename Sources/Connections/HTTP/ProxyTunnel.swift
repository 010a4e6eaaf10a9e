/// A way through a proxy of HTTP to a port of a server: what follows is between us and the server.
struct ProxyTunnel: Dialler {
  let proxy: HTTPURL
  let server: HTTPURL

  var address: String { "\(server.place) by the proxy \(proxy.place)" }
  var isRemote: Bool { true }

  func dial(until deadline: ContinuousClock.Instant) async throws -> Connection {
    let way = SocketDialler(.tcp(host: proxy.host, port: proxy.port))
    let connection = try await way.dial(until: deadline)
    do {
      try await HTTPServer.exchange(over: connection, until: deadline) { exchange in
        var text = "CONNECT \(server.place) HTTP/1.1\r\nHost: \(server.place)\r\n"
        if let authorization = HTTPRequest.proxyAuthorization(proxy) {
          text += "Proxy-Authorization: \(authorization)\r\n"
        }
        try exchange.send(text + "\r\n")
        let head = try exchange.receiveHead()
        guard head.status == 200 else {
          throw HTTPFailure.refusedByProxy(proxy.place, status: head.status)
        }
      }
      return connection
    } catch {
      HTTPServer.end(connection)
      throw error
    }
  }
}
