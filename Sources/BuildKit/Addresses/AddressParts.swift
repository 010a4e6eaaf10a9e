/// What is wrong with an address.
struct AddressProblem: Error {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}

/// An address in its parts: `SCHEME://[USER@]HOST[:PORT][/PATH][?NAME=VALUE&…]`.
///
/// The parts are BuildKit's (Go's `net/url`): `%XX` stands for a byte in each, `+` for a space behind the
/// question mark.
struct AddressParts {
  let scheme: String
  /// All behind `://`, as it is written.
  let rest: Substring
  private let authority: Substring
  /// From the first `/` on.
  let path: String
  private let query: Substring?

  init(_ address: String) throws(AddressProblem) {
    guard let mark = address.firstRange(of: "://") else {
      throw AddressProblem("expected SCHEME://…, such as unix:///run/buildkit/buildkitd.sock")
    }
    let rest = address[mark.upperBound...]
    guard !rest.utf8.contains(0) else { throw AddressProblem("it has a NUL in it") }
    let question = rest.firstIndex(of: "?")
    let front = rest[..<(question ?? rest.endIndex)]
    let slash = front.firstIndex(of: "/") ?? front.endIndex
    scheme = String(address[..<mark.lowerBound])
    self.rest = rest
    authority = front[..<slash]
    path = try Self.decoded(front[slash...])
    query = question.map { rest[rest.index(after: $0)...] }
  }

  /// The path of a socket, which is all behind `://`, as it is written.
  func socketPath() throws(AddressProblem) -> String {
    guard !rest.isEmpty else { throw AddressProblem("the path of the socket is missing") }
    // The kernel's limit for sun_path, its closing NUL included.
    guard rest.utf8.count < 108 else {
      throw AddressProblem("the path of a socket has at most 107 bytes and no NUL")
    }
    return String(rest)
  }

  /// A host and its port, and nothing else.
  func hostAndPort() throws(AddressProblem) -> (host: String, port: Int) {
    let problem = AddressProblem("expected \(scheme)://HOST:PORT")
    guard let colon = rest.lastIndex(of: ":"),
      let port = Self.port(rest[rest.index(after: colon)...])
    else { throw problem }
    let host = Self.withoutBrackets(rest[..<colon])
    guard !host.isEmpty, !host.contains("/"), !host.contains("[") else { throw problem }
    return (String(host), port)
  }

  /// A host, with a port of its own or the usual one; a path behind it says nothing.
  func hostAndPort(usually port: Int) throws(AddressProblem) -> (host: String, port: Int) {
    let problem = AddressProblem("expected \(scheme)://HOST[:PORT]")
    var (host, port) = (authority, port)
    if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") {
      guard let given = Self.port(host[host.index(after: colon)...]) else { throw problem }
      (host, port) = (host[..<colon], given)
    }
    host = Self.withoutBrackets(host)
    guard !host.isEmpty, !host.contains("[") else { throw problem }
    return (String(host), port)
  }

  /// How a host and its port are written.
  static func text(host: String, port: Int) -> String {
    "\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }

  private static func port(_ digits: Substring) -> Int? {
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(digits),
      (1...65535).contains(port)
    else { return nil }
    return port
  }

  private static func withoutBrackets(_ host: Substring) -> Substring {
    host.hasPrefix("[") && host.hasSuffix("]") ? host.dropFirst().dropLast() : host
  }

  /// The text with the bytes that `%XX` stand for.
  private static func decoded(
    _ text: Substring, plusIsSpace: Bool = false
  ) throws(AddressProblem) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16), value != 0 else {
          throw AddressProblem("%\(digits) stands for no byte")
        }
        rest = rest.dropFirst(2)
        bytes.append(value)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else {
      throw AddressProblem("it is not UTF-8")
    }
    return decoded
  }
}
