import Connections

/// Connects to the embedded daemon of this process, which is started first unless it runs.
struct EmbeddedDialler: Dialler {
  let address = "\(Endpoint.embedded)"
  let isRemote = false

  func dial(until deadline: ContinuousClock.Instant) async throws -> Connection {
    let place = try await EmbeddedDaemon.shared.join()
    return try await SocketDialler(.unix(path: place.socket)).dial(until: deadline)
  }
}
