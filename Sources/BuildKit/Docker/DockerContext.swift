public import Connections

/// One of Docker's contexts: an Engine, and what it takes to reach it.
public struct DockerContext: Hashable, Sendable {
  /// Where an Engine is, in what follows from Docker's files and variables.
  public enum Place: Hashable, Sendable {
    /// A unix socket, by the path of its file.
    case unix(path: String)
    /// A TCP port.
    case tcp(host: String, port: Int)
    /// Another machine, by `ssh`.
    case ssh(SSHAddress)
  }

  /// The name; `default` for the one that the variables describe.
  public var name: String
  /// Where the Engine is, as `DOCKER_HOST` or Docker's files have it.
  public var host: String
  /// Where the Engine is.
  public var place: Place
  /// Speaks TLS with this configuration; nil for plain connections.
  public var tls: TLSConfiguration?

  init(name: String, host: String, place: Place, tls: TLSConfiguration? = nil) {
    (self.name, self.host, self.place, self.tls) = (name, host, place, tls)
  }

  /// A place that no variable and no file describes.
  init(_ place: Place) { self.init(name: Self.defaultName, host: "\(place)", place: place) }

  /// The context that is always there.
  static let defaultName = "default"
  /// Where an Engine listens unless told otherwise.
  static let usualSocket = "/var/run/docker.sock"

  /// The context that Docker's own command would use.
  ///
  /// - Parameter environment: the values of variables.
  /// - Throws: ``DockerContextError``.
  public static func active(
    environment: (String) -> String?
  ) throws(DockerContextError) -> DockerContext {
    let active = withoutActuallyEscaping(environment) { environment in
      Result { () throws(DockerContextError) in
        try DockerContexts(environment: environment).active()
      }
    }
    return try active.get()
  }

  /// Whether a text can be the name of a context.
  ///
  /// Source: docker/cli, `cli/context/store` (`restrictedNamePattern`).
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count > 1 else { return false }
    func isLetterOrDigit(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
    return isLetterOrDigit(first)
      && text.utf8.allSatisfy { isLetterOrDigit($0) || "_.+-".utf8.contains($0) }
  }
}

extension DockerContext.Place: CustomStringConvertible {
  /// The place, in the form of `DOCKER_HOST`.
  public var description: String {
    switch self {
    case .unix(let path): "unix://\(path)"
    case .tcp(let host, let port): "tcp://\(AddressParts.text(host: host, port: port))"
    case .ssh(let address): "\(address)"
    }
  }
}

extension DockerContext.Place {
  /// Reads a host as `DOCKER_HOST` and contexts have it.
  ///
  /// - Parameter usesTLS: which port is meant where none is said: 2376 with TLS, else 2375.
  init(host text: String, usesTLS: Bool) throws(AddressProblem) {
    let unknown = AddressProblem("expected unix://PATH, tcp://HOST:PORT or ssh://HOST")
    guard text.contains("://") else { throw unknown }
    let parts = try AddressParts(text)
    switch parts.scheme {
    case "unix": self = .unix(path: try parts.socketPath())
    case "tcp", "http", "https":
      let (host, port) = try parts.hostAndPort(usually: usesTLS ? 2376 : 2375)
      self = .tcp(host: host, port: port)
    case "ssh": self = .ssh(try SSHAddress(parts))
    default: throw unknown
    }
  }
}

/// Why a context of Docker's can't be used.
public enum DockerContextError: Error, Hashable, Sendable {
  /// There is no context of this name; where its file was looked for.
  case unknown(name: String, path: String)
  /// A file of Docker's that can't be read, or isn't what it should be.
  case invalidFile(path: String, reason: String)
  /// A host that can't be understood; where it was found.
  case invalidHost(String, of: String, reason: String)
  /// Certificates that can't be used.
  case invalidTLS(TLSConfigurationError)
}

extension DockerContextError: CustomStringConvertible {
  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .unknown(let name, let path):
      "there is no Docker context \"\(name)\" (no \(path)); \"docker context ls\" lists them"
    case .invalidFile(let path, let reason): "invalid file of Docker's \(path): \(reason)"
    case .invalidHost(let host, let place, let reason): "\(place) is \"\(host)\": \(reason)"
    case .invalidTLS(let error): "\(error)"
    }
  }
}
