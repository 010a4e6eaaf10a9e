import Connections
import GRPCBridge

extension Endpoint {
  /// Where a channel to the daemon leads.
  ///
  /// - Throws: ``BuildError`` with the code ``BuildError/Code/invalidArgument``;
  ///   `TLSConfigurationError`.
  func target(tls: TLSConfiguration?) throws -> GRPCTarget {
    try tls?.check()
    switch self {
    case .tcp(let host, let port):
      guard let tls else { return .tcp(host: host, port: port) }
      return .dialled(TLSDialler(host: host, port: port, tls, inner: .http2))
    case .docker(let address):
      return .dialled(try address.buildKitDialler(tls: tls))
    case .unix(let path):
      try refuse(tls)
      return .unix(path: path)
    }
  }

  private func refuse(_ tls: TLSConfiguration?) throws {
    guard tls != nil else { return }
    throw BuildError(
      .invalidArgument, "TLS is for tcp:// and docker:// addresses; leave it out for \(self)")
  }
}
