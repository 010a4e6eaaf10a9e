import GRPCBridge

/// A build that the client itself drives: it has the daemon solve one thing after the other, looks into
/// what came out, and returns what is to be the result. The daemon's `LLBBridge`, which frontends use
/// too.
///
/// Valid only inside the function that ``BuildKitClient/build(_:onStatus:driving:)`` calls. Calls may go
/// on at the same time.
public struct Gateway: Sendable {
  let client: BuildKitClient
  private let request: BuildRequest
  private let capabilities: Set<String>
  let graphCapabilities: Set<String>
  /// The daemon's workers, the default one first.
  public let workers: [WorkerRecord]

  init(_ pong: PongResponse, of request: BuildRequest, on client: BuildKitClient) {
    self.client = client
    self.request = request
    capabilities = Set(pong.frontendCapabilities.filter(\.isEnabled).map(\.id))
    graphCapabilities = Set(pong.graphCapabilities.filter(\.isEnabled).map(\.id))
    workers = pong.workers
  }

  /// The attributes of the build's request, for use in solves.
  public var frontendAttributes: [String: String] { request.frontendAttributes }

  /// Whether the daemon's gateway can do something, such as `readdir` or `gateway.evaluate`
  /// (frontend/gateway/pb/caps.go).
  public func supports(_ capability: String) -> Bool { capabilities.contains(capability) }

  /// Whether graphs may hold something, such as `mergeop` (solver/pb/caps.go).
  public func supportsInGraphs(_ capability: String) -> Bool {
    graphCapabilities.contains(capability)
  }

  /// Has the daemon solve something. It is built as far as somebody looks into the result, or returns
  /// it.
  ///
  /// - Throws: ``BuildError``; `CancellationError`.
  public func solve(_ solve: GatewaySolve) async throws -> GatewayResult {
    var message = GatewaySolveMessage()
    message.definition = solve.definition
    message.frontend = solve.frontend
    message.frontendAttributes = solve.frontendAttributes
    // A frontend learns of caches only by its attributes.
    if let caches = request.frontendAttributes["cache-imports"],
      message.frontendAttributes["cache-imports"] == nil
    {
      message.frontendAttributes["cache-imports"] = caches
    }
    message.cacheImports = request.cache.imports
    message.frontendInputs = solve.frontendInputs
    message.evaluates = solve.evaluates
    message.sourcePolicies = request.sourcePolicy.map { [$0] } ?? []
    return try await call("Solve", message, as: GatewaySolveResponse.self).result
  }

  /// Builds a result, whose failures show here.
  ///
  /// - Throws: ``BuildError``; `CancellationError`.
  public func evaluate(_ reference: GatewayResult.Reference) async throws {
    if supports("gateway.evaluate") {
      _ = try await call(
        "Evaluate", EvaluateRequest(reference: reference.id), as: EmptyMessage.self)
    } else {
      // Older daemons build what somebody looks into.
      _ = try await file(".", in: reference)
    }
  }

  /// Looks for an image, and gets its configuration.
  ///
  /// - Parameters:
  ///   - image: its name.
  ///   - platform: which one of an index; nil for the daemon's own.
  ///   - mode: where it is looked for.
  ///   - step: what the step is called for people; nil for the daemon's own word.
  /// - Throws: ``BuildError``; `CancellationError`.
  public func resolveImageConfiguration(
    _ image: String, platform: Platform? = nil, mode: ImageResolveMode = .standard,
    step: String? = nil
  ) async throws -> ResolvedImage {
    let message = ResolveImageConfigRequest(
      image: image, platform: platform, mode: mode,
      logName: step ?? "resolve image config for \(image)",
      sourcePolicies: request.sourcePolicy.map { [$0] } ?? [])
    return try await call("ResolveImageConfig", message, as: ResolvedImage.self)
  }

  /// Shows a warning beside the build's steps.
  ///
  /// - Throws: ``BuildError``; `CancellationError`.
  public func warn(_ warning: VertexWarning) async throws {
    _ = try await call("Warn", WarnRequest(warning: warning), as: EmptyMessage.self)
  }

  /// The graphs that the request brought along, by name.
  ///
  /// - Throws: ``BuildError``; `CancellationError`.
  public func inputs() async throws -> [String: Definition] {
    try await call("Inputs", InputsRequest(), as: InputsResponse.self).definitions
  }

  func call<Reply: DecodableMessage>(
    _ method: String, _ message: some EncodableMessage, as: Reply.Type
  ) async throws -> Reply {
    try await client.call(
      path: Self.path(method), message, metadata: Self.metadata(request), timeout: nil,
      as: Reply.self)
  }

  static func path(_ method: String) -> String {
    "/moby.buildkit.v1.frontend.LLBBridge/\(method)"
  }

  /// On the control connection, each call says which build it is of.
  static func metadata(_ request: BuildRequest) -> GRPCMetadata {
    ["buildkit-controlapi-buildid": request.ref]
  }
}

/// What a gateway is to solve: a graph, or what a frontend makes.
public struct GatewaySolve: Sendable {
  /// The graph, instead of a frontend.
  public var definition: Definition?
  /// The frontend: `dockerfile.v0` or `gateway.v0`; empty for a graph.
  public var frontend: String
  /// The frontend's attributes.
  public var frontendAttributes: [String: String] = [:]
  /// Graphs that the frontend uses by name.
  public var frontendInputs: [String: Definition] = [:]
  /// Whether the result is built at once, so that failures show in the solve.
  public var evaluates = false

  /// What a frontend makes.
  public init(frontend: String = "dockerfile.v0", attributes: [String: String] = [:]) {
    self.frontend = frontend
    self.frontendAttributes = attributes
  }

  /// A graph.
  public init(_ definition: Definition) {
    frontend = ""
    self.definition = definition
  }
}
