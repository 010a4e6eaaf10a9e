import CBuildKitProtos

/// What `Control.Solve` is asked to build.
public struct SolveRequest: Hashable, Sendable {
  /// Names the build for `Status` and in the history. Unique; chosen by the client.
  public var ref: String
  /// The graph to solve, unless a frontend makes it.
  public var definition: Definition?
  /// Where results go. Daemons before 0.13 see only the first.
  public var exporters: [ExporterRequest] = []
  /// Identifier of the session that serves files, secrets and credentials; empty for none.
  public var session = ""
  /// `dockerfile.v0`, `gateway.v0`, or empty for a plain definition.
  public var frontend = ""
  /// The frontend's options, such as `filename`, `target`, `build-arg:NAME`.
  public var frontendAttributes: [String: String] = [:]
  /// Caches to export to and import from.
  public var cache = CacheOptions()
  /// Privileges the build may use: `network.host`, `security.insecure`, `device…`.
  public var entitlements: [String] = []
  /// Graphs that the frontend uses by name.
  public var frontendInputs: [String: Definition] = [:]
  /// Which sources the build may use, and what becomes of them.
  public var sourcePolicy: SourcePolicy?
  /// Whether to keep the build out of the history.
  public var isInternal = false
  /// Whether the session may name further exporters.
  public var enableSessionExporter = false

  /// A request that builds nothing yet.
  public init(ref: String) { self.ref = ref }
}

extension SolveRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__SolveRequest> {
    moby__buildkit__v1__solve_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__SolveRequest, in arena: PackingArena) {
    wire.ref = arena.text(ref)
    wire.definition = arena.bytes(definition?.bytes ?? [])
    if let first = exporters.first {
      wire.exporter_deprecated = arena.text(first.type)
      (wire.n_exporter_attrs_deprecated, wire.exporter_attrs_deprecated) =
        arena.map(first.attributes)
    }
    (wire.n_exporters, wire.exporters) = arena.messages(exporters)
    wire.session = arena.text(session)
    wire.frontend = arena.text(frontend)
    (wire.n_frontend_attrs, wire.frontend_attrs) = arena.map(frontendAttributes)
    wire.cache = arena.message(cache)
    (wire.n_entitlements, wire.entitlements) = arena.texts(entitlements)
    (wire.n_frontend_inputs, wire.frontend_inputs) = arena.map(frontendInputs.mapValues(\.bytes))
    wire.source_policy = sourcePolicy.map { arena.message($0) }
    wire.internal = isInternal ? 1 : 0
    wire.enable_session_exporter = enableSessionExporter ? 1 : 0
  }
}
