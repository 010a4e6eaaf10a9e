public import Bento

/// `docker build`.
public struct Docker: ProcessBackend {
  /// Its options.
  public typealias Declarations = DockerDeclarations

  /// `docker`.
  public let name = "docker"

  /// Where BuildKit builds, `docker build` is buildx's.
  public var furtherOptions: Set<String> {
    Set(Buildx().declaredOptions.map(\.name)).union(Buildx().furtherOptions)
  }

  /// The backend.
  public init() {}

  /// BuildKit is on, advertisements are off.
  public var environmentDefaults: [String: String] { DockerEngine.environmentDefaults }

  /// Whether the Engine answers and is new enough for BuildKit, and docker has what it takes to build with
  /// that.
  public func health(environment: @escaping EnvironmentLookup) async -> BackendHealth {
    let docker = BuilderProgram("docker", environment: environment)
    let isBuildKitOn = (try? BuildKitSwitch.state(environment)) != .some(false)
    // Both are asked at once.
    async let lack = docker.path != nil && isBuildKitOn ? BuildxPlugin.lack(of: docker) : nil
    let health = await DockerEngine.health(environment)
    guard let lack = await lack, health.isHealthy else { return health }
    return BackendHealth(problem: lack, place: health.place, version: health.version)
  }
}

extension Backend where Self == Docker {
  /// `docker build`.
  public static var docker: Docker { Docker() }
}
