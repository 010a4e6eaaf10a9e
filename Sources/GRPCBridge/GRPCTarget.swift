package import Connections

/// Where a channel leads.
package enum GRPCTarget: Sendable {
  /// A unix domain socket by its path.
  case unix(path: String)
  /// A TCP port; `host` is a name or an address, an IPv6 address without brackets.
  case tcp(host: String, port: Int)
  /// A connected stream socket. The channel owns the descriptor from here on, and closes it even
  /// when it cannot be made; there is no reconnecting.
  case connected(descriptor: Int32)
  /// Wherever a dialler connects to.
  case dialled(any Dialler)
}

extension GRPCTarget {
  /// The address as people write it, for messages.
  package var address: String {
    switch self {
    case .unix(let path): "unix://\(path)"
    case .tcp(let host, let port):
      host.contains(":") ? "tcp://[\(host)]:\(port)" : "tcp://\(host):\(port)"
    case .connected(let descriptor): "descriptor \(descriptor)"
    case .dialled(let dialler): dialler.address
    }
  }

  /// The name of the target for core.
  ///
  /// - Throws: ``GRPCTargetError`` where core could not use it, or would read it as something else.
  var name: String {
    get throws(GRPCTargetError) {
      switch self {
      case .unix(let path):
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .invalidPath(path) }
        guard path.utf8.count <= Self.longestSocketPath else { throw .pathTooLong(path) }
        return "unix:" + Self.percentEncoded(path)
      case .tcp(let host, let port):
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x2f }) else {
          throw .invalidHost(host)
        }
        guard (1...65_535).contains(port) else { throw .invalidPort(port) }
        let name = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        return "dns:///" + Self.percentEncoded(name)
      case .connected, .dialled:
        return "descriptor"
      }
    }
  }

  /// The `:authority` where the address gives none that a server would understand.
  var plainAuthority: String? {
    switch self {
    case .tcp: nil
    case .unix, .connected, .dialled: "localhost"
    }
  }

  /// `sun_path` of Linux holds 108 bytes, the last of them NUL.
  private static let longestSocketPath = 107

  /// Core reads a target as a URI: what is not plain in a path goes as `%XX`.
  private static func percentEncoded(_ text: String) -> String {
    PercentCoding.encoded(text, keeping: "/:")
  }
}

/// An address that no channel can be made for.
public enum GRPCTargetError: Error, Hashable, Sendable {
  /// A socket path that is empty or holds a NUL.
  case invalidPath(String)
  /// A socket path over the 107 bytes that Linux takes.
  case pathTooLong(String)
  /// A host that is empty or holds something else than printable ASCII.
  case invalidHost(String)
  /// A port outside 1…65535.
  case invalidPort(Int)
  /// A descriptor that is not open.
  case invalidDescriptor(Int32)
}

extension GRPCTargetError: CustomStringConvertible {
  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .invalidPath(let path): "not a path of a socket: '\(path)'"
    case .pathTooLong(let path): "the path of a socket has at most 107 bytes: '\(path)'"
    case .invalidHost(let host): "not a host: '\(host)'"
    case .invalidPort(let port): "not a port (1 to 65535): \(port)"
    case .invalidDescriptor(let descriptor): "not an open descriptor: \(descriptor)"
    }
  }
}
