package import Bento
package import BuildKit
import Digests
import GRPCBridge

/// A direct build of something that is no bento: a Dockerfile, whatever else a frontend makes something
/// of, or a graph of one's own.
package struct SourceBuild: Sendable {
  /// What is built.
  package enum Source: Sendable {
    /// A Dockerfile and its files, which the daemon keeps apart from others by `place`.
    case dockerfile(DockerfileSource, place: String)
    /// What the options name.
    case frontend
    /// A graph.
    case definition(Definition)
  }

  let run: SolveRun
  let backend: String
  /// What `buildctl` would be told of what is built, where the options don't say it.
  let words: [String]

  /// Whether a graph is built.
  var isGraph: Bool { run.request.definition != nil }

  /// Works out a build. Nothing is built, and nothing is written.
  ///
  /// - Parameters:
  ///   - source: what is built.
  ///   - backend: the daemon.
  ///   - given: the options, as `buildctl` and `docker buildx build` name them.
  ///   - names: names for the image.
  /// - Throws: ``ContainerError``; `FileTreeError` for a folder that can't be read.
  package init(
    _ source: Source, backend: Buildctl, options given: AdditionalOptions, names: [String],
    environment: @escaping EnvironmentLookup = processEnvironment,
    folder: WorkingFolder = .current
  ) throws {
    let options = try Buildctl.Options(given, of: backend.name)
    var ownFolders: Set<String> = []
    if case .dockerfile = source { ownFolders = SolveSettings.bentoFolders }
    for name in names { try ImageReference.validate(name) }
    let endpoint = try backend.endpoint ?? BuilderAddress.given(environment)
    var settings = try SolveSettings(
      options, imageNames: names, builder: endpoint, environment: environment, in: folder,
      ownFolders: ownFolders)
    settings.noteLost(names)
    var request = BuildRequest(frontend: settings.frontend)
    var places = settings.folders.map { "\($0.name)=\($0.folder)" }
    switch source {
    case .dockerfile(let dockerfile, let place):
      try dockerfile.apply(to: &request)
      places.append(place)
    case .frontend: break
    case .definition(let definition): request = BuildRequest(definition: definition)
    }
    self.backend = backend.name
    words = source.words(request)
    try settings.apply(to: &request)
    request.registryCredentials = backend.registryCredentials
    // One key for each set of folders, whose files the daemon may compare with those of last time.
    request.sharedKey = try HostName.current + ":" + Self.key(places)
    run = SolveRun(
      request: request, settings: settings, imageNames: names,
      endpoint: endpoint, tls: backend.tls,
      environment: environment, connectTimeout: backend.connectTimeout, waits: backend.waits)
  }

  /// A short word for places, whatever characters their paths are of.
  private static func key(_ places: [String]) throws -> String {
    try SHA256.digest(of: Array(places.sorted().joined(separator: "\n").utf8))
  }

  /// What the user should hear before the build; one line each.
  package var notes: [String] { run.settings.notes }

  /// The question that the options ask instead of a build, as buildctl's `--opt requestid=NAME`; nil for a
  /// build.
  package var question: String? { run.request.frontendAttributes["requestid"] }

  /// Asks the frontend, instead of building.
  package func ask<Value>(_ question: Subrequest<Value>) async throws -> SubrequestAnswer<Value> {
    try await run.client().ask(question, about: run.request)
  }

  /// Builds.
  ///
  /// - Parameter onEvent: called with the build's news, one at a time and in order.
  package func build(
    onEvent: @escaping @Sendable (BuildEvent) async -> Void
  ) async throws -> SourceReport {
    let outcome = try await run.run(onEvent: onEvent)
    return SourceReport(
      imageNames: PlannedOutput.names(of: outcome.outputs, asked: run.imageNames),
      result: outcome.result, deliveries: outcome.outputs.compactMap { $0.delivery() },
      duration: outcome.duration)
  }
}

/// What a build of something that is no bento has made.
package struct SourceReport: Sendable {
  /// The names that the image has.
  package let imageNames: [String]
  /// What the daemon reports.
  package let result: BuildResult
  /// Where the result went, in the order of the outputs.
  package let deliveries: [BuildReport.Delivery]
  /// From the request to the end of the last output.
  package let duration: Duration
}
