import CBuildKitProtos

/// Asks `LLBBridge.Ping`.
struct PingRequest: Sendable {}

/// The answer of `LLBBridge.Ping`: what the daemon can do for whoever drives a build.
struct PongResponse: Sendable {
  /// What the calls of the gateway can do.
  var frontendCapabilities: [GatewayCapability]
  /// What graphs may hold.
  var graphCapabilities: [GatewayCapability]
  var workers: [WorkerRecord]
}

/// Something that one side of the gateway can do.
struct GatewayCapability: Hashable, Sendable {
  var id: String
  var isEnabled: Bool
  var disabledReason: String
}

/// Asks `LLBBridge.Solve`.
struct GatewaySolveMessage: Sendable {
  var definition: Definition?
  var frontend = ""
  var frontendAttributes: [String: String] = [:]
  var cacheImports: [CacheOptionsEntry] = []
  var frontendInputs: [String: Definition] = [:]
  var evaluates = false
  var sourcePolicies: [SourcePolicy] = []
}

/// The answer of `LLBBridge.Solve`.
struct GatewaySolveResponse: Sendable {
  var result: GatewayResult
}

/// Asks `LLBBridge.Return`: ends the build.
struct ReturnRequest: Sendable {
  var result: GatewayResult?
  /// A marshalled `google.rpc.Status`.
  var error: [UInt8] = []
}

/// Asks `LLBBridge.Inputs`.
struct InputsRequest: Sendable {}

/// The answer of `LLBBridge.Inputs`.
struct InputsResponse: Sendable {
  var definitions: [String: Definition]
}

/// An error that a client reports to a daemon.
struct StatusMessage: Sendable {
  var code: Int
  var message: String
}

extension PingRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__Frontend__PingRequest> {
    moby__buildkit__v1__frontend__ping_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Frontend__PingRequest, in arena: PackingArena) {}
}

extension PongResponse: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__V1__Frontend__PongResponse> {
    moby__buildkit__v1__frontend__pong_response__unpack
  }

  init(_ wire: Moby__Buildkit__V1__Frontend__PongResponse) {
    frontendCapabilities = values(wire.n_frontend_api_caps, wire.frontend_api_caps)
    graphCapabilities = values(wire.n_llb_caps, wire.llb_caps)
    workers = values(wire.n_workers, wire.workers)
  }
}

extension GatewayCapability: WireReadable {
  init(_ wire: Moby__Buildkit__V1__Apicaps__APICap) {
    id = wire.id.text
    isEnabled = wire.enabled != 0
    disabledReason = wire.disabled_reason_msg.text
  }
}

extension GatewaySolveMessage: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__Frontend__SolveRequest> {
    moby__buildkit__v1__frontend__solve_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Frontend__SolveRequest, in arena: PackingArena) {
    wire.definition = arena.bytes(definition?.bytes ?? [])
    wire.frontend = arena.text(frontend)
    (wire.n_frontend_opt, wire.frontend_opt) = arena.map(frontendAttributes)
    wire.allow_result_return = 1
    wire.allow_result_array_ref = 1
    (wire.n_cache_imports, wire.cache_imports) = arena.messages(
      cacheImports.map { GatewayCacheEntry(entry: $0) })
    (wire.n_frontend_inputs, wire.frontend_inputs) = arena.map(frontendInputs.mapValues(\.bytes))
    wire.evaluate = evaluates ? 1 : 0
    (wire.n_source_policies, wire.source_policies) = arena.messages(sourcePolicies)
  }
}

/// The gateway's own message for a cache, of the same form as the control API's.
private struct GatewayCacheEntry: WireWritable {
  let entry: CacheOptionsEntry

  static var blank: Blank<Moby__Buildkit__V1__Frontend__CacheOptionsEntry> {
    moby__buildkit__v1__frontend__cache_options_entry__init
  }

  func write(
    to wire: inout Moby__Buildkit__V1__Frontend__CacheOptionsEntry, in arena: PackingArena
  ) {
    wire.type = arena.text(entry.type)
    (wire.n_attrs, wire.attrs) = arena.map(entry.attributes)
  }
}

extension GatewaySolveResponse: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__V1__Frontend__SolveResponse> {
    moby__buildkit__v1__frontend__solve_response__unpack
  }

  init(_ wire: Moby__Buildkit__V1__Frontend__SolveResponse) {
    result =
      value(wire.result)
      ?? GatewayResult(reference: wire.ref.len == 0 ? nil : .init(id: wire.ref.text))
  }
}

extension ReturnRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__Frontend__ReturnRequest> {
    moby__buildkit__v1__frontend__return_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Frontend__ReturnRequest, in arena: PackingArena) {
    wire.result = result.map { arena.message($0) }
    wire.error = arena.bytes(error)
  }
}

extension InputsRequest: WireEncodable {
  static var blank: Blank<Moby__Buildkit__V1__Frontend__InputsRequest> {
    moby__buildkit__v1__frontend__inputs_request__init
  }

  func write(to wire: inout Moby__Buildkit__V1__Frontend__InputsRequest, in arena: PackingArena) {}
}

extension InputsResponse: WireDecodable {
  static var unpack: Unpack<Moby__Buildkit__V1__Frontend__InputsResponse> {
    moby__buildkit__v1__frontend__inputs_response__unpack
  }

  init(_ wire: Moby__Buildkit__V1__Frontend__InputsResponse) {
    definitions = byteMap(wire.n_definitions, wire.definitions).mapValues {
      Definition(bytes: $0)
    }
  }
}

extension StatusMessage: WireEncodable {
  static var blank: Blank<Google__Rpc__Status> { google__rpc__status__init }

  func write(to wire: inout Google__Rpc__Status, in arena: PackingArena) {
    wire.code = Int32(truncatingIfNeeded: code)
    wire.message = arena.text(message)
  }
}
