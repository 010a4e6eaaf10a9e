public import Bento
public import BuildKit
public import Connections

/// A `buildkitd` that is spoken to directly, without any program in between.
public protocol DirectBackend: Backend where Declarations == BuildctlDeclarations {
  /// Where it listens; nil to find one, see ``BuilderAddress/resolve(_:environment:)``.
  var endpoint: Endpoint? { get }
  /// Speaks TLS with this configuration; nil for plain connections.
  var tls: TLSConfiguration? { get }
  /// How long connecting may take.
  var connectTimeout: Duration { get }
  /// Whether a build waits until the daemon answers, however long that takes.
  var waits: Bool { get }
  /// Credentials for registries.
  var registryCredentials: any RegistryCredentials { get }
}

extension DirectBackend {
  /// Plain connections.
  public var tls: TLSConfiguration? { nil }
  /// Ten seconds.
  public var connectTimeout: Duration { .seconds(10) }
  /// A build fails at once where no daemon answers.
  public var waits: Bool { false }
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
    // One of our own starts when it is needed; that it can is all there is to say.
    if address == .embedded, let program = Executable.find("buildkitd", environment: environment) {
      return BackendHealth(place: "\(address) (\(program))")
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

  /// Plans a request to the daemon. Nothing is connected to, sent or written.
  ///
  /// - Throws: ``ContainerError`` for options, names and secrets that can't be honoured;
  ///   `Endpoint.InvalidAddress` for a `BUILDKIT_HOST` that is none; `ContainerfileError`, `BentoError`
  ///   or `FileTreeError` for a bento that can't be built.
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
  /// How long connecting may take.
  public var connectTimeout = Duration.seconds(10)
  /// Whether a build waits until the daemon answers, however long that takes.
  public var waits = false
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
