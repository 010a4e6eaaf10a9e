import COpenSSL

/// A question of HTTP/1.1.
package struct HTTPRequest: Sendable {
  package var method: String
  package var url: HTTPURL
  /// Fields beside those that say where it goes, and how long the body is.
  package var fields: [(name: String, value: String)]
  /// Empty for a question without one.
  package var body: String

  package init(
    _ method: String, _ url: HTTPURL, fields: [(name: String, value: String)] = [],
    body: String = ""
  ) {
    self.method = method
    self.url = url
    self.fields = fields
    self.body = body
  }

  /// What says who asks.
  ///
  /// - Parameter pair: `USER:PASSWORD`.
  package static func basicAuthorization(_ pair: String) -> String {
    let bytes = Array(pair.utf8)
    // Four characters for three bytes, and a NUL.
    var encoded = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
    let count = EVP_EncodeBlock(&encoded, bytes, Int32(bytes.count))
    return "Basic " + String(decoding: encoded.prefix(Int(count)), as: UTF8.self)
  }

  /// What follows `Proxy-Authorization`; nil if the proxy's URL knows no user.
  static func proxyAuthorization(_ proxy: HTTPURL) -> String? {
    proxy.userInfo.map { basicAuthorization(PercentCoding.decoded($0)) }
  }

  /// The request as it goes out; with the whole URL in its first line where a proxy reads it.
  func text(by proxy: HTTPURL?) -> String {
    var lines = ["\(method) \(proxy == nil ? url.target : url.text) HTTP/1.1"]
    lines += ["Host: \(url.authority)", "Connection: close"]
    if let proxy, let authorization = Self.proxyAuthorization(proxy) {
      lines.append("Proxy-Authorization: \(authorization)")
    }
    lines += fields.map { "\($0.name): \($0.value)" }
    if method == "POST" { lines.append("Content-Length: \(body.utf8.count)") }
    return lines.map { $0 + "\r\n" }.joined() + "\r\n" + body
  }

  /// The question that an answer leads to; nil if it leads nowhere.
  ///
  /// - Throws: ``HTTPFailure/unsafeRedirect(_:)``.
  func redirected(by head: HTTPHead) throws(HTTPFailure) -> HTTPRequest? {
    guard [301, 302, 303, 307, 308].contains(head.status),
      let location = head.fields["location"], let next = url.resolving(location)
    else { return nil }
    var request = self
    request.url = next
    let isElsewhere = next.host != url.host || (url.isSecure && !next.isSecure)
    if head.status < 307 {
      request.method = "GET"
      request.body = ""
      request.fields.removeAll { $0.name.lowercased() == "content-type" }
    } else if isElsewhere, !body.isEmpty {
      throw .unsafeRedirect(next.authority)
    }
    if isElsewhere { request.fields.removeAll { $0.name.lowercased() == "authorization" } }
    return request
  }
}
