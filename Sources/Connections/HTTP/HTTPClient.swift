/// Asks servers of HTTP and HTTPS, straight or by a proxy, and follows where answers lead.
package struct HTTPClient: Sendable {
  private let tls: TLSConfiguration
  private let proxies: ProxySettings

  private static let redirects = 10

  package init(tls: TLSConfiguration = TLSConfiguration(), proxies: ProxySettings) {
    self.tls = tls
    self.proxies = proxies
  }

  /// The answer to a question.
  ///
  /// - Parameter deadline: when to give up.
  /// - Throws: ``ConnectionError``, ``TLSConfigurationError``, ``HTTPFailure``; `CancellationError`.
  package func answer(
    to request: HTTPRequest, until deadline: ContinuousClock.Instant
  ) async throws -> HTTPResponse {
    var request = request
    for _ in 0...Self.redirects {
      let (head, response) = try await exchange(request, until: deadline)
      guard let next = try request.redirected(by: head) else { return response }
      request = next
    }
    throw HTTPFailure.tooManyRedirects
  }

  private func exchange(
    _ request: HTTPRequest, until deadline: ContinuousClock.Instant
  ) async throws -> (HTTPHead, HTTPResponse) {
    let url = request.url
    let proxy = try proxies.proxy(for: url)
    let way: any Dialler =
      if url.isSecure {
        TLSDialler(
          over: proxy.map { ProxyTunnel(proxy: $0, server: url) }
            ?? SocketDialler(.tcp(host: url.host, port: url.port)),
          host: url.host, tls, inner: .http1)
      } else {
        SocketDialler(.tcp(host: proxy?.host ?? url.host, port: proxy?.port ?? url.port))
      }
    let connection = try await way.dial(until: deadline)
    defer { HTTPServer.end(connection) }
    let text = request.text(by: url.isSecure ? nil : proxy)
    return try await HTTPServer.exchange(over: connection, until: deadline) { exchange in
      try exchange.send(text)
      let head = try exchange.receiveHead()
      return (head, try exchange.receiveBody(head))
    }
  }
}
