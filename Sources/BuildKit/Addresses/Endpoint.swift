/// Where a `buildkitd` listens.
public enum Endpoint: Hashable, Sendable, CustomStringConvertible {
  /// A Unix socket, by the path of its file.
  case unix(path: String)
  /// A TCP port, plain or with TLS.
  case tcp(host: String, port: Int)
  /// The BuildKit inside a Docker Engine, which is reached through the Engine's own interface.
  case docker(DockerAddress)

  /// An address that isn't one.
  public struct InvalidAddress: Error, Equatable, CustomStringConvertible {
    /// The address as it was given.
    public let address: String
    /// What is wrong with it.
    public let reason: String

    /// One line that names the address and says what to write.
    public var description: String { "invalid BuildKit address \"\(address)\": \(reason)" }
  }

  /// Reads an address as `buildctl --addr` takes it, or one of a Docker Engine:
  ///
  /// | | |
  /// |---|---|
  /// | `unix:///run/buildkit/buildkitd.sock` | a socket |
  /// | `tcp://host:1234` | a port; an IPv6 host stands in brackets |
  /// | `docker://` | the Engine of Docker's active context |
  /// | `docker://NAME` | the Engine of another of Docker's contexts |
  /// | `docker:///run/docker.sock`, `docker://host:2376` | the Engine at a socket or a port |
  ///
  /// - Throws: ``InvalidAddress``.
  public init(_ address: String) throws(InvalidAddress) {
    do throws(AddressProblem) {
      self = try Self.read(address)
    } catch {
      throw InvalidAddress(address: address, reason: error.reason)
    }
  }

  private static func read(_ address: String) throws(AddressProblem) -> Endpoint {
    let parts = try AddressParts(address)
    switch parts.scheme {
    case "unix": return .unix(path: try parts.socketPath())
    case "tcp":
      let (host, port) = try parts.hostAndPort()
      return .tcp(host: host, port: port)
    case "docker": return .docker(try DockerAddress(parts))
    default: throw AddressProblem("expected \(schemes.joined(separator: ", "))")
    }
  }

  private static let schemes = ["unix://PATH", "tcp://HOST:PORT", "docker://[CONTEXT]"]

  /// The address, in the form that ``init(_:)`` reads.
  public var description: String {
    switch self {
    case .unix(let path): "unix://\(path)"
    case .tcp(let host, let port): "tcp://\(AddressParts.text(host: host, port: port))"
    case .docker(let address): "\(address)"
    }
  }
}
