public import Bento
public import BuildKit
public import Connections

/// How a builder is.
public struct BuilderHealth: Sendable {
  /// Where it listens.
  public var endpoint: Endpoint
  /// Which BuildKit it is; nil if it is too old to tell.
  public var version: BuildkitVersion?
  /// Its workers.
  public var workers: [WorkerRecord]
}

/// Asks a `buildkitd` how it is.
///
/// - Parameters:
///   - endpoint: where it listens; nil to find one, see ``BuilderAddress/resolve(_:environment:)``.
///   - tls: speaks TLS with this configuration; nil for plain connections.
///   - timeout: how long it may take to answer.
/// - Throws: ``ContainerError`` of kind `noBuilder`, `Endpoint.InvalidAddress` or `BuildError`, which
///   say what is wrong and how to mend it.
public func health(
  of endpoint: Endpoint? = nil, tls: TLSConfiguration? = nil, timeout: Duration = .seconds(10)
) async throws -> BuilderHealth {
  let endpoint = try endpoint ?? BuilderAddress.resolve()
  let client = try BuildKitClient(endpoint: endpoint, tls: tls, connectTimeout: timeout)
  let workers = try await client.workers(timeout: timeout)
  return BuilderHealth(
    endpoint: endpoint, version: try await client.version(timeout: timeout), workers: workers)
}

/// Asks a backend how it is, and a program its version too. Nothing is built.
///
/// - Returns: what it is, or why it can't be used and what to do.
public func health(
  _ backend: any Backend, environment: @escaping EnvironmentLookup = processEnvironment
) async -> BackendHealth {
  var health = await backend.health(environment: environment)
  if health.isHealthy, health.version == nil, let program = backend as? any ProcessBackend {
    // "podman version 4.3.1"
    let words = try? await BuilderProgram(program.program, environment: environment)
      .ask(["--version"]).split(separator: " ")
    health.version = words?.first { $0.first?.isNumber == true }.map(String.init)
  }
  return health
}
