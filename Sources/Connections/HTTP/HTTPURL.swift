/// A URL of HTTP or HTTPS, taken apart.
package struct HTTPURL: Hashable, Sendable {
  package let isSecure: Bool
  /// A name or an address; an IPv6 address without brackets.
  package let host: String
  package let port: Int
  /// The path and the query, begins with `/`.
  package let target: String
  /// `USER:PASSWORD`, if the URL holds them; not decoded.
  package let userInfo: String?

  /// As long as a URL may be, in bytes.
  private static let longest = 16 << 10

  /// Reads a URL; nil if it isn't one, or has characters in it that a request's line can't have.
  package init?(_ text: String) {
    let isPlain = text.utf8.allSatisfy { (0x21...0x7e).contains($0) }
    guard isPlain, text.utf8.count <= Self.longest else { return nil }
    guard let scheme = text.firstRange(of: "://") else { return nil }
    switch text[..<scheme.lowerBound].lowercased() {
    case "http": isSecure = false
    case "https": isSecure = true
    default: return nil
    }
    let rest = text[scheme.upperBound...].prefix { $0 != "#" }
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    var authority = rest[..<end]
    let path = rest[end...]
    target = path.hasPrefix("/") ? String(path) : "/\(path)"
    if let at = authority.lastIndex(of: "@") {
      userInfo = String(authority[..<at])
      authority = authority[authority.index(after: at)...]
    } else {
      userInfo = nil
    }
    guard let place = Self.place(authority) else { return nil }
    host = place.host
    guard let port = place.port ?? (isSecure ? 443 : 80) as Int?, (1...65535).contains(port) else {
      return nil
    }
    self.port = port
  }

  private static func place(_ authority: Substring) -> (host: String, port: Int?)? {
    var host = authority
    var port: Int?
    if authority.hasPrefix("["), let close = authority.firstIndex(of: "]") {
      host = authority[authority.index(after: authority.startIndex)..<close]
      let rest = authority[authority.index(after: close)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
      if rest.count > 1 {
        guard let number = Int(rest.dropFirst()) else { return nil }
        port = number
      }
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      let digits = authority[authority.index(after: colon)...]
      if !digits.isEmpty {
        guard let number = Int(digits) else { return nil }
        port = number
      }
    }
    guard !host.isEmpty, !host.contains("/"), !host.contains("[") else { return nil }
    return (String(host), port)
  }

  /// The host and the port, as a request's field `Host` has them.
  package var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }

  /// The host, with the port in any case.
  var place: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }

  /// The URL without what it may know of a user.
  package var text: String { "\(isSecure ? "https" : "http")://\(authority)\(target)" }

  /// The URL that a reference in an answer to this one means; nil if it is none.
  package func resolving(_ reference: String) -> HTTPURL? {
    // Behind the path, it may be a part of the query.
    if reference.prefix(while: { $0 != "/" }).hasSuffix(":") { return HTTPURL(reference) }
    let scheme = isSecure ? "https" : "http"
    if reference.hasPrefix("//") { return HTTPURL("\(scheme):\(reference)") }
    guard reference.hasPrefix("/") else { return nil }
    return HTTPURL("\(scheme)://\(authority)\(reference)")
  }

  /// The URL with more behind the question mark.
  package func adding(query: String) -> HTTPURL {
    guard !query.isEmpty else { return self }
    return HTTPURL(self, target: target + (target.contains("?") ? "&" : "?") + query)
  }

  private init(_ url: HTTPURL, target: String) {
    (isSecure, host, port, userInfo) = (url.isSecure, url.host, url.port, url.userInfo)
    self.target = target
  }
}
