import Connections
import GRPCBridge

extension Endpoint {
  /// Where a channel to the daemon leads.
  ///
  /// - Throws: as ``dialler(tls:)``.
  func target(tls: TLSConfiguration?) throws -> GRPCTarget {
    switch self {
    case .tcp(let host, let port) where tls == nil: .tcp(host: host, port: port)
    case .unix(let path) where tls == nil: .unix(path: path)
    default: .dialled(try dialler(tls: tls))
    }
  }

  /// The way to the daemon.
  ///
  /// - Throws: ``BuildError`` with the code ``BuildError/Code/invalidArgument``;
  ///   `TLSConfigurationError`.
  func dialler(tls: TLSConfiguration?) throws -> any Dialler {
    try tls?.check()
    switch self {
    case .tcp(let host, let port):
      guard let tls else { return SocketDialler(.tcp(host: host, port: port)) }
      return TLSDialler(host: host, port: port, tls, inner: .http2)
    case .docker(let address): return try address.buildKitDialler(tls: tls)
    default: break
    }
    guard tls == nil else {
      throw BuildError(
        .invalidArgument, "TLS is for tcp:// and docker:// addresses; leave it out for \(self)")
    }
    return switch self {
    case .unix(let path): SocketDialler(.unix(path: path))
    case .container(let container): ProgramDialler(container.program, address: description)
    case .kubePod(let pod): ProgramDialler(pod.program, address: description)
    case .ssh(let machine): ProgramDialler(machine.program, address: description)
    case .embedded, .tcp, .docker: EmbeddedDialler()
    }
  }

  /// How long connecting may take at least: a daemon of our own has to start first.
  func connectTimeout(_ given: Duration) -> Duration {
    self == .embedded ? max(given, EmbeddedDaemon.startLimit) : given
  }
}
