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

  /// Whether the Engine answers, and is new enough for BuildKit.
  public func health(environment: @escaping EnvironmentLookup) async -> BackendHealth {
    await DockerEngine.health(environment)
  }
}

extension Backend where Self == Docker {
  /// `docker build`.
  public static var docker: Docker { Docker() }
}
