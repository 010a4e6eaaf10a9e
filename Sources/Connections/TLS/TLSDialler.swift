import Glibc

/// Connects over TLS; what it gives is in the clear.
///
/// This is not left to gRPC core, whose TLS refuses every peer that does not choose a protocol by ALPN:
/// BuildKit daemons before 0.25 and Docker Engines don't.
package struct TLSDialler: Dialler {
  /// What is spoken inside; offered to the server by ALPN.
  package enum Inner: String, Sendable {
    case http1 = "http/1.1"
    case http2 = "h2"
  }

  private let way: any Dialler
  private let host: String
  private let configuration: TLSConfiguration
  private let inner: Inner

  /// TLS to a port of a host.
  package init(host: String, port: Int, _ configuration: TLSConfiguration, inner: Inner) {
    self.init(
      over: SocketDialler(.tcp(host: host, port: port)), host: host, configuration, inner: inner)
  }

  /// TLS to a host, over a way that gives sockets of the kernel's: TLS itself keeps the connection up.
  init(over way: any Dialler, host: String, _ configuration: TLSConfiguration, inner: Inner) {
    self.way = way
    self.host = configuration.serverName ?? host
    self.configuration = configuration
    self.inner = inner
  }

  package var address: String { way.address }
  package var isRemote: Bool { true }

  package func dial(until deadline: ContinuousClock.Instant) async throws -> Connection {
    let context = try TLSContext(configuration)
    let plain = try await way.dial(until: deadline)
    return try await Blocking.run(until: deadline) { wait in
      let session: TLSSession
      do {
        session = try TLSSession(
          context, over: plain.descriptor, host: host, protocols: [inner.rawValue])
        try session.handshake(wait)
        if let chosen = session.chosenProtocol, chosen != inner.rawValue {
          throw ConnectionError.tls(.wrongProtocol)
        }
      } catch {
        close(plain.descriptor)
        throw error
      }
      return try TLSPump.start(session)
    }
  }
}
