public import Connections
package import GRPCBridge

/// A client of one `buildkitd`.
///
/// The connection is made on the first call and made anew when it breaks. A client may be used from
/// any number of tasks at once.
public final class BuildKitClient: Sendable {
  /// Where the daemon listens.
  public let endpoint: Endpoint
  let channel: GRPCChannel
  let tls: TLSConfiguration?

  /// A client; nothing is connected yet.
  ///
  /// - Parameters:
  ///   - endpoint: where the daemon listens.
  ///   - tls: speaks TLS with this configuration; nil for plain connections, and for what Docker's
  ///     context or variables say where the endpoint is an Engine.
  ///   - connectTimeout: how long making the connection may take, at least 0.1 s.
  ///   - waits: whether the first call waits until the daemon answers, however long that takes.
  /// - Throws: ``BuildError`` with the code ``BuildError/Code/invalidArgument`` if the endpoint can't
  ///   be dialled as it is; `TLSConfigurationError`.
  public convenience init(
    endpoint: Endpoint, tls: TLSConfiguration? = nil, connectTimeout: Duration = .seconds(10),
    waits: Bool = false
  ) throws {
    try self.init(
      endpoint: endpoint, tls: tls, connectTimeout: connectTimeout, waits: waits, signs: .usual)
  }

  /// - Parameter signs: how a daemon over a network is asked whether it is still there.
  package init(
    endpoint: Endpoint, tls: TLSConfiguration? = nil, connectTimeout: Duration = .seconds(10),
    waits: Bool = false, signs: SignsOfLife
  ) throws {
    self.endpoint = endpoint
    self.tls = tls
    do {
      self.channel = try GRPCChannel(
        target: try endpoint.target(tls: tls),
        connectTimeout: endpoint.connectTimeout(connectTimeout),
        waits: waits, signs: signs)
    } catch let error as GRPCTargetError {
      throw BuildError(.invalidArgument, "\(endpoint) can't be dialled: \(error)", cause: error)
    }
  }

  deinit { channel.shutdown() }

  /// What a Docker Engine says of itself; nil if the endpoint is none.
  ///
  /// - Throws: ``BuildError``; `CancellationError`.
  public func engine(timeout: Duration = .seconds(10)) async throws -> DockerEngineInfo? {
    guard case .docker(let address) = endpoint else { return nil }
    return try await DockerEngineInfo(of: address, tls: tls, timeout: timeout)
  }

  /// What a Docker Engine says of an image that it holds; nil if the endpoint is none, or it has no such
  /// image.
  ///
  /// - Throws: ``BuildError``; `CancellationError`.
  package func engineImage(
    named name: String, timeout: Duration = .seconds(10)
  ) async throws -> DockerEngineImage? {
    guard case .docker(let address) = endpoint else { return nil }
    return try await DockerEngineImage(name, in: address, tls: tls, timeout: timeout)
  }

  /// Calls a method of the daemon's control service.
  ///
  /// - Parameter lack: says what a daemon at the endpoint lacks that doesn't know the method.
  func call<Reply: DecodableMessage>(
    _ method: String, _ request: some EncodableMessage, timeout: Duration?, as: Reply.Type,
    lack: @Sendable (Endpoint) -> String? = { _ in nil }
  ) async throws -> Reply {
    try await call(
      path: Self.path(method), request, timeout: timeout, as: Reply.self, lack: lack)
  }

  /// Calls a method of any of the daemon's services.
  func call<Reply: DecodableMessage>(
    path: String, _ request: some EncodableMessage, metadata: GRPCMetadata = [],
    timeout: Duration?, as: Reply.Type, lack: @Sendable (Endpoint) -> String? = { _ in nil }
  ) async throws -> Reply {
    do {
      try await channel.connect(for: path)
      let response = try await channel.unary(
        path, request: request.encoded(), metadata: metadata, deadline: timeout.map { .now + $0 })
      return try Reply(decoding: response.message)
    } catch let error as GRPCError {
      throw BuildError(error, lacking: lack(endpoint))
    } catch let error as MalformedMessage {
      throw BuildError(malformed: error, endpoint: endpoint)
    }
  }

  static func path(_ method: String) -> String { "/moby.buildkit.v1.Control/\(method)" }
}
