import GRPCBridge

/// Where a `buildkitd` listens.
public enum Endpoint: Hashable, Sendable, CustomStringConvertible {
  /// A Unix socket, by the path of its file.
  case unix(path: String)
  /// A TCP port, plain or with TLS.
  case tcp(host: String, port: Int)

  /// An address that isn't one.
  public struct InvalidAddress: Error, Equatable, CustomStringConvertible {
    /// The address as it was given.
    public let address: String
    /// What is wrong with it.
    public let reason: String

    /// One line that names the address and says what to write.
    public var description: String { "invalid BuildKit address \"\(address)\": \(reason)" }
  }

  /// Reads an address as `buildctl --addr` takes it: `unix:///run/buildkit/buildkitd.sock` or
  /// `tcp://host:1234`; an IPv6 host stands in brackets.
  ///
  /// - Throws: ``InvalidAddress``.
  public init(_ address: String) throws(InvalidAddress) {
    func invalid(_ reason: String) -> InvalidAddress {
      InvalidAddress(address: address, reason: reason)
    }
    if let path = address.dropping(prefix: "unix://") {
      guard !path.isEmpty else { throw invalid("the path of the socket is missing") }
      // The kernel's limit for sun_path, its closing NUL included.
      guard path.utf8.count < 108, !path.utf8.contains(0) else {
        throw invalid("the path of a socket has at most 107 bytes and no NUL")
      }
      self = .unix(path: String(path))
    } else if let rest = address.dropping(prefix: "tcp://") {
      guard let colon = rest.lastIndex(of: ":"), let port = Int(rest[rest.index(after: colon)...]),
        (1...65535).contains(port)
      else { throw invalid("expected tcp://HOST:PORT") }
      var host = rest[..<colon]
      if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
      guard !host.isEmpty, !host.contains("/"), !host.contains("[") else {
        throw invalid("expected tcp://HOST:PORT")
      }
      self = .tcp(host: String(host), port: port)
    } else {
      throw invalid("expected unix://PATH or tcp://HOST:PORT")
    }
  }

  /// The address, in the form that ``init(_:)`` reads.
  public var description: String {
    switch self {
    case .unix(let path): "unix://\(path)"
    case .tcp(let host, let port): "tcp://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
  }

  var target: GRPCTarget {
    switch self {
    case .unix(let path): .unix(path: path)
    case .tcp(let host, let port): .tcp(host: host, port: port)
    }
  }
}

extension String {
  fileprivate func dropping(prefix: String) -> Substring? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }
}
