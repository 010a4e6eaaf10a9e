public import Bento

/// A backend with values for its options, both known at run time only.
public struct ConfiguredBackend: Sendable {
  /// The backend.
  public let backend: any Backend
  private let planning: @Sendable (BuildOrder, BackendHealth?) throws -> any BuildPlan

  /// A backend with options by name, as on the command line. Nothing is read but the options.
  ///
  /// - Parameters:
  ///   - backend: the backend.
  ///   - options: its options; those that it doesn't declare reach it as they are.
  /// - Throws: ``ContainerError`` of kind `invalidOption`.
  public init<Builder: Backend>(
    _ backend: Builder, options: AdditionalOptions
  ) throws(ContainerError) {
    let options = try Builder.Options(options, of: backend.name)
    self.backend = backend
    planning = { try backend.plan($0, options: options, health: $1) }
  }

  /// The backend's health, where a build needs it.
  ///
  /// - Throws: ``ContainerError`` of kind `unhealthyBackend`.
  public func healthBeforeBuild(
    environment: @escaping EnvironmentLookup = processEnvironment
  ) async throws(ContainerError) -> BackendHealth? {
    guard backend.checksHealthFirst else { return nil }
    let health = await backend.health(environment: environment)
    guard let problem = health.problem else { return health }
    throw ContainerError(.unhealthyBackend, "\(backend.name) can't be used: \(problem)")
  }

  /// Works out a build, without running or writing anything; see ``Backend/plan(_:options:health:)``.
  ///
  /// - Parameters:
  ///   - order: what to build.
  ///   - health: what ``healthBeforeBuild(environment:)`` said.
  /// - Throws: `BentoError`, `ContainerfileError`, ``ContainerError``, `FileTreeError`,
  ///   `InvalidSpecification`: what is wrong with the order or the options.
  public func plan(_ order: BuildOrder, health: BackendHealth?) throws -> any BuildPlan {
    try planning(order, health)
  }

  /// Builds, after models that are missing have been fetched.
  ///
  /// - Parameters:
  ///   - order: what to build.
  ///   - onEvent: called with the build's news, one at a time and in order.
  /// - Returns: what was made, once it is wholly there.
  /// - Throws: what the function ``build(_:backend:imageTags:features:options:secrets:models:runAsRoot:timeout:onEvent:environment:)``
  ///   throws.
  public func build(
    _ order: BuildOrder, onEvent: @escaping @Sendable (BuildEvent) async -> Void = { _ in }
  ) async throws -> BuildReport {
    let start = ContinuousClock.now
    let health = try await healthBeforeBuild(environment: order.environment)
    try await order.fetchModels()
    var report = try await plan(order, health: health).run(onEvent: onEvent)
    report.duration = .now - start
    return report
  }
}

extension ConfiguredBackend {
  /// A backend with typed options.
  init<Builder: Backend>(_ backend: Builder, typed options: Builder.Options) {
    self.backend = backend
    planning = { try backend.plan($0, options: options, health: $1) }
  }
}

extension Backend {
  /// Whether the builder can be told how to show its progress.
  ///
  /// - Throws: ``ContainerError`` of kind `invalidVariable`.
  public func takesProgress(
    environment: EnvironmentLookup = processEnvironment
  ) throws(ContainerError) -> Bool {
    guard Declarations.all.contains(where: { $0.name == "progress" }) else { return false }
    guard let program = self as? any ProcessBackend else { return true }
    return try BuildKitSwitch.state(environment) ?? program.usesBuildKit
  }
}
