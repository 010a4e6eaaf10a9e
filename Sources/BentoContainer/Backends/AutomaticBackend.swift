public import Bento

/// Chooses among the built-in backends for those who don't.
public enum AutomaticBackend {
  /// A backend, and how it came to be chosen.
  public struct Choice: Sendable {
    /// The backend.
    public var backend: any Backend
    /// Why it was, for users who may wonder; nil where they named its address themselves.
    public var reason: String?
    /// What it said of its health, if it was asked.
    public var health: BackendHealth?

    /// A backend that was chosen.
    public init(backend: any Backend, reason: String? = nil, health: BackendHealth? = nil) {
      self.backend = backend
      self.reason = reason
      self.health = health
    }
  }

  /// The best backend that can be reached: BuildKit directly, where an address is given, one of the usual
  /// sockets answers, or the Engine of Docker's active context does; else docker, if its Engine has no
  /// such BuildKit; else a `buildkitd` of our own, if there is one on `PATH`; else podman; else buildah.
  ///
  /// As far as BuildKit goes, that is what ``BuilderAddress/resolve(_:environment:)`` finds.
  ///
  /// - Throws: `Endpoint.InvalidAddress`; ``ContainerError`` of kind `noBuilder`, with how to get one.
  public static func choose(
    environment: @escaping EnvironmentLookup = processEnvironment
  ) async throws -> Choice {
    if try BuilderAddress.given(environment) != nil { return Choice(backend: Buildctl()) }
    if let endpoint = BuilderAddress.found(environment) {
      return Choice(
        backend: Buildctl(endpoint: endpoint), reason: "BuildKit answers at \(endpoint)")
    }
    if let endpoint = BuilderAddress.engine(environment) {
      // What answers there may be another program's imitation of an Engine, without a BuildKit.
      let backend = Buildctl(endpoint: endpoint)
      let health = await backend.health(environment: environment)
      if health.isHealthy {
        let reason = "a Docker Engine answers at \(endpoint)"
        return Choice(backend: backend, reason: reason, health: health)
      }
    }
    if let choice = await program(Docker(), environment) { return choice }
    if let endpoint = BuilderAddress.embedded(environment) {
      let reason = "no BuildKit answers; a buildkitd of our own is started"
      return Choice(backend: Buildctl(endpoint: endpoint), reason: reason)
    }
    if let choice = await program(Podman(), environment) { return choice }
    if let choice = await program(Buildah(), environment) { return choice }
    // Nothing is found: this says where it was looked for.
    _ = try BuilderAddress.resolve(environment: environment)
    return Choice(backend: Buildctl())
  }

  private static func program(
    _ backend: any Backend, _ environment: @escaping EnvironmentLookup
  ) async -> Choice? {
    let health = await backend.health(environment: environment)
    guard health.isHealthy else { return nil }
    let reason = "\(backend.name) is there, and no BuildKit is given or answers"
    return Choice(backend: backend, reason: reason, health: health)
  }
}
