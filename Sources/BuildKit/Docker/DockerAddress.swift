import Connections

/// Where a Docker Engine is.
public enum DockerAddress: Hashable, Sendable {
  /// Where Docker's active context says: that of `DOCKER_HOST`, else `DOCKER_CONTEXT`, else the current
  /// one of Docker's `config.json`, else `/var/run/docker.sock`.
  case active
  /// Where another of Docker's contexts says, by its name.
  case context(String)
  /// At a unix socket, by the path of its file.
  case unix(path: String)
  /// At a TCP port.
  case tcp(host: String, port: Int)

  init(_ parts: AddressParts) throws(AddressProblem) {
    if parts.rest.isEmpty {
      self = .active
    } else if parts.rest.hasPrefix("/") {
      self = .unix(path: try parts.socketPath())
    } else if parts.rest.contains(":") {
      let (host, port) = try parts.hostAndPort()
      self = .tcp(host: host, port: port)
    } else {
      let name = String(parts.rest)
      guard DockerContext.isName(name) else {
        throw AddressProblem(
          "expected docker://, docker://CONTEXT, docker:///SOCKET or docker://HOST:PORT")
      }
      self = .context(name)
    }
  }
}

extension DockerAddress: CustomStringConvertible {
  /// The address, in the form that ``Endpoint/init(_:)`` reads.
  public var description: String {
    switch self {
    case .active: "docker://"
    case .context(let name): "docker://\(name)"
    case .unix(let path): "docker://\(path)"
    case .tcp(let host, let port): "docker://\(AddressParts.text(host: host, port: port))"
    }
  }
}

extension DockerAddress {
  /// The way to the Engine's BuildKit: gRPC after a change of protocol.
  ///
  /// - Parameter tls: instead of what the context says; nil for that.
  /// - Throws: ``BuildError`` with the code ``BuildError/Code/invalidArgument`` if the context is not to
  ///   be had; `TLSConfigurationError`.
  func buildKitDialler(tls: TLSConfiguration?) throws -> any Dialler {
    UpgradeDialler(over: try engineDialler(tls: tls), path: "/grpc", address: description)
  }

  /// The way to the Engine's HTTP.
  ///
  /// - Throws: as ``buildKitDialler(tls:)``.
  func engineDialler(tls: TLSConfiguration?) throws -> any Dialler {
    let place: DockerContext.Place
    var tls = tls
    do throws(DockerContextError) {
      let context = try DockerContexts().context(of: self)
      place = context.place
      tls = tls ?? context.tls
    } catch {
      throw BuildError(.invalidArgument, "\(self) leads nowhere: \(error)", cause: error)
    }
    try tls?.check()
    return switch (place, tls) {
    case (.ssh(let machine), _): ProgramDialler(machine.engineProgram, address: description)
    case (.unix(let path), _): SocketDialler(.unix(path: path))
    case (.tcp(let host, let port), let tls?):
      TLSDialler(host: host, port: port, tls, inner: .http1)
    case (.tcp(let host, let port), nil): SocketDialler(.tcp(host: host, port: port))
    }
  }
}
