public import Bento
public import BuildKit
public import Connections

/// A `buildkitd` that is spoken to directly, without any program in between.
public protocol DirectBackend: Backend where Declarations == BuildctlDeclarations {
  /// Where it listens; nil to find one, see ``BuilderAddress/resolve(_:environment:)``.
  var endpoint: Endpoint? { get }
  /// Speaks TLS with this configuration; nil for plain connections.
  var tls: TLSConfiguration? { get }
  /// Credentials for registries.
  var registryCredentials: any RegistryCredentials { get }
}

extension DirectBackend {
  /// Plain connections.
  public var tls: TLSConfiguration? { nil }
  /// Docker's `config.json`.
  public var registryCredentials: any RegistryCredentials { DockerConfiguration() }
  /// The build itself finds out as early.
  public var checksHealthFirst: Bool { false }

  /// Whether the daemon answers, and has workers.
  public func health(environment: @escaping EnvironmentLookup) async -> BackendHealth {
    let address: Endpoint
    do {
      address = try endpoint ?? BuilderAddress.resolve(environment: environment)
    } catch {
      return BackendHealth(problem: "\(error)")
    }
    do {
      let health = try await BentoContainer.health(of: address, tls: tls, timeout: .seconds(5))
      let version = health.version.map(\.version)
      guard !health.workers.isEmpty else {
        return BackendHealth(
          problem: "the daemon at \(address) has no worker; see to its configuration",
          place: "\(address)", version: version)
      }
      return BackendHealth(place: "\(address)", version: version)
    } catch {
      return BackendHealth(problem: "\(error)", place: "\(address)")
    }
  }

  /// Plans a request to the daemon.
  public func plan(
    _ order: BuildOrder, options: Options, health: BackendHealth?
  ) throws -> any BuildPlan {
    try SolvePlan(self, order, options: options)
  }
}

/// BuildKit, spoken to directly; it has the name of the program whose options it takes.
public struct Buildctl: DirectBackend {
  /// `buildctl`.
  public let name = "buildctl"
  /// Where it listens; nil to find one.
  public var endpoint: Endpoint?
  /// Speaks TLS with this configuration; nil for plain connections.
  public var tls: TLSConfiguration?
  /// Credentials for registries.
  public var registryCredentials: any RegistryCredentials

  /// A daemon.
  ///
  /// - Parameters:
  ///   - endpoint: where it listens; nil to find one, see ``BuilderAddress``.
  ///   - tls: speaks TLS with this configuration; nil for plain connections.
  ///   - registryCredentials: credentials for registries: Docker's `config.json` unless given.
  public init(
    endpoint: Endpoint? = nil, tls: TLSConfiguration? = nil,
    registryCredentials: any RegistryCredentials = DockerConfiguration()
  ) {
    self.endpoint = endpoint
    self.tls = tls
    self.registryCredentials = registryCredentials
  }
}

extension Backend where Self == Buildctl {
  /// The `buildkitd` that is found.
  public static var buildctl: Buildctl { Buildctl() }

  /// The `buildkitd` at an address.
  public static func buildctl(at endpoint: Endpoint, tls: TLSConfiguration? = nil) -> Buildctl {
    Buildctl(endpoint: endpoint, tls: tls)
  }
}
