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
      throw AddressProblem(
        "expected SCHEME://…, such as unix:///run/buildkit/buildkitd.sock, or embedded")
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

  /// A user, a host and its port; only the host must be there.
  func userHostAndPort() throws(AddressProblem) -> (user: String?, host: String, port: Int?) {
    let problem = AddressProblem("expected \(scheme)://[USER@]HOST[:PORT]")
    var host = authority
    var user: String?
    if let at = host.lastIndex(of: "@") {
      let name = host[..<at]
      guard !name.contains(":") else {
        throw AddressProblem("a password in an address is not taken")
      }
      user = name.isEmpty ? nil : try Self.decoded(name)
      host = host[host.index(after: at)...]
    }
    var port: Int?
    if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") {
      let digits = host[host.index(after: colon)...]
      port = Self.port(digits)
      guard digits.isEmpty || port != nil else { throw problem }
      host = host[..<colon]
    }
    let name = try Self.decoded(Self.withoutBrackets(host))
    guard !name.isEmpty, !name.hasPrefix("-"), user?.hasPrefix("-") != true else { throw problem }
    return (user, name, port)
  }

  /// The one name that an address is for.
  ///
  /// - Parameter what: what has the name, for messages.
  func name(_ what: String) throws(AddressProblem) -> String {
    guard !authority.isEmpty else { throw AddressProblem("the name of the \(what) is missing") }
    let name = try Self.decoded(authority)
    // A program would take it for a flag.
    guard !name.hasPrefix("-"), path.isEmpty || path == "/", !rest.contains("#"),
      !name.contains("@"), !name.contains(":")
    else { throw AddressProblem("\"\(rest)\" can't be the name of a \(what)") }
    return name
  }

  /// What stands behind the question mark, by name; the last of several values counts.
  ///
  /// - Parameter names: all that may be there.
  func query(_ names: [String]) throws(AddressProblem) -> [String: String] {
    var values: [String: String] = [:]
    for pair in query?.split(separator: "&") ?? [] {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = try Self.decoded(halves[0], plusIsSpace: true)
      guard names.contains(name) else {
        let known = names.isEmpty ? "nothing" : names.joined(separator: ", ")
        throw AddressProblem("\"\(name)\" is not known behind the question mark; \(known) is")
      }
      let value = halves.count > 1 ? try Self.decoded(halves[1], plusIsSpace: true) : ""
      if !value.isEmpty { values[name] = value }
    }
    return values
  }

  /// How an address of a name and further values is written.
  static func text(_ scheme: String, _ name: String, _ query: [(String, String?)]) -> String {
    let pairs = query.compactMap { key, value in value.map { "\(key)=\(encoded($0))" } }
    return "\(scheme)://\(encoded(name))"
      + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
  }

  /// A text with `%XX` for all that is not plain in every part of an address.
  static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    let bytes = text.utf8.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        [byte]
      default:
        "-._~/".utf8.contains(byte)
          ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
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
