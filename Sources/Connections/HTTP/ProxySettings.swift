import Glibc

/// Which proxy leads to a server, by the usual variables: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`,
/// in capitals or small letters. As BuildKit's own clients read them.
package struct ProxySettings: Sendable {
  private let plain: String?
  private let secure: String?
  private let exceptions: [String]

  package init(environment: (String) -> String?) {
    func given(_ name: String) -> String? {
      [name, name.lowercased()].compactMap(environment).first { !$0.isEmpty }
    }
    plain = given("HTTP_PROXY")
    secure = given("HTTPS_PROXY")
    exceptions = (given("NO_PROXY") ?? "").split(separator: ",").map { entry in
      entry.filter { !$0.isWhitespace }.lowercased()
    }
  }

  /// Always straight to the server.
  package static let none = ProxySettings { _ in nil }

  /// The proxy for a URL; nil to go straight there.
  ///
  /// - Throws: ``HTTPFailure/unusableProxy(_:)``.
  func proxy(for url: HTTPURL) throws(HTTPFailure) -> HTTPURL? {
    guard let text = url.isSecure ? secure : plain, !isExcepted(url) else { return nil }
    guard let proxy = HTTPURL(text.contains("://") ? text : "http://\(text)"), !proxy.isSecure
    else {
      throw .unusableProxy(url.isSecure ? "HTTPS_PROXY" : "HTTP_PROXY")
    }
    return proxy
  }

  private func isExcepted(_ url: HTTPURL) -> Bool {
    let host = url.host.lowercased()
    let address = NetworkAddress(host)
    if host == "localhost" || address?.isLoopback == true { return true }
    return exceptions.contains { entry in
      if entry == "*" { return true }
      if let network = Network(entry) { return address.map(network.contains) ?? false }
      var name = entry
      if let colon = entry.lastIndex(of: ":"), let port = Int(entry[entry.index(after: colon)...]) {
        guard port == url.port else { return false }
        name = String(entry[..<colon])
      }
      if let excepted = NetworkAddress(name) { return excepted == address }
      if name.hasPrefix("*.") { name = String(name.dropFirst()) }
      if name.hasPrefix(".") { return host.hasSuffix(name) }
      return !name.isEmpty && (host == name || host.hasSuffix("." + name))
    }
  }
}

/// An address of IPv4 or IPv6, as its bytes.
private struct NetworkAddress: Equatable {
  let bytes: [UInt8]

  init?(_ text: String) {
    let name =
      text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      if inet_pton(family, name, &bytes) == 1 {
        self.bytes = bytes
        return
      }
    }
    return nil
  }

  var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
  }
}

/// Addresses that begin with the same bits: `10.0.0.0/8`.
private struct Network {
  let start: NetworkAddress
  let bits: Int

  init?(_ text: String) {
    guard let slash = text.firstIndex(of: "/"), let start = NetworkAddress(String(text[..<slash])),
      let bits = Int(text[text.index(after: slash)...]), (0...start.bytes.count * 8).contains(bits)
    else { return nil }
    self.start = start
    self.bits = bits
  }

  func contains(_ address: NetworkAddress) -> Bool {
    guard address.bytes.count == start.bytes.count else { return false }
    return (0..<bits).allSatisfy { bit in
      (address.bytes[bit / 8] ^ start.bytes[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
    }
  }
}
