import CBuildKitProtos

/// A build in a daemon's history.
public struct BuildHistoryRecord: Hashable, Sendable {
  /// The build's ``BuildRequest/ref``.
  public var ref = ""
  /// The frontend it used.
  public var frontend = ""
  /// The frontend's options.
  public var frontendAttributes: [String: String] = [:]
  /// Where its results went.
  public var exporters: [ExporterRequest] = []
  /// Why it failed, if it did.
  public var error: BuildErrorDetails?
  /// When it began.
  public var createdAt: Timestamp?
  /// When it ended, if it has.
  public var completedAt: Timestamp?
  /// What exporters and frontend reported.
  public var exporterResponse: [String: String] = [:]
  /// The blob with its status stream, once it has ended.
  public var logs: Descriptor?
  /// The blob with its trace, once that has been written down.
  public var trace: Descriptor?
  /// What it made, by platform; under the empty name what isn't by platform.
  public var results: [String: BuildResultInfo] = [:]
  /// Whether it stays when the history is cleared.
  public var isPinned = false
  /// How many steps came from the cache.
  public var cachedSteps = 0
  /// How many steps it has.
  public var totalSteps = 0
  /// How many steps have ended.
  public var completedSteps = 0
  /// The blob with the whole error, as a `google.rpc.Status`; ``error`` may be cut short.
  public var externalError: Descriptor?
  /// How often the record was changed.
  public var generation = 0
  /// How many warnings there were.
  public var warnings = 0
}

/// What a build made for one platform.
public struct BuildResultInfo: Hashable, Sendable {
  /// The images, in the order of the exporters.
  public var results: [Descriptor]
  /// The attestations.
  public var attestations: [Descriptor]
  /// Of each image the position of its exporter.
  package var exporterPositions: [Int64] = []
  /// The one image that daemons before 0.12 know.
  package var onlyResult: Descriptor?
}

/// Points at a blob, as in the OCI image specification.
public struct Descriptor: Hashable, Sendable {
  /// What the blob is.
  public var mediaType: String
  /// As `sha256:…`.
  public var digest: String
  /// In bytes.
  public var size: Int64
  /// Facts about the blob.
  public var annotations: [String: String]
}

extension BuildHistoryRecord: WireReadable {
  init(_ wire: Moby__Buildkit__V1__BuildHistoryRecord) {
    ref = wire.ref.text
    frontend = wire.frontend.text
    frontendAttributes = map(wire.n_frontend_attrs, wire.frontend_attrs)
    exporters = values(wire.n_exporters, wire.exporters)
    error = value(wire.error)
    createdAt = value(wire.created_at)
    completedAt = value(wire.completed_at)
    exporterResponse = map(wire.n_exporter_response, wire.exporter_response)
    logs = value(wire.logs)
    trace = value(wire.trace)
    for case let entry? in UnsafeBufferPointer(start: wire.results, count: wire.n_results) {
      results[entry.pointee.key.text] = value(entry.pointee.value)
    }
    if let result: BuildResultInfo = value(wire.result) { results[""] = result }
    isPinned = wire.pinned != 0
    cachedSteps = Int(wire.num_cached_steps)
    totalSteps = Int(wire.num_total_steps)
    completedSteps = Int(wire.num_completed_steps)
    externalError = value(wire.external_error)
    generation = Int(wire.generation)
    warnings = Int(wire.num_warnings)
  }
}

extension BuildResultInfo: WireReadable {
  init(_ wire: Moby__Buildkit__V1__BuildResultInfo) {
    let entries = UnsafeBufferPointer(start: wire.results, count: wire.n_results)
      .compactMap { $0?.pointee }
      .sorted { $0.key < $1.key }
    results = entries.compactMap { value($0.value) }
    exporterPositions = entries.filter { $0.value != nil }.map(\.key)
    onlyResult = value(wire.result_deprecated)
    if let onlyResult, results.isEmpty { results = [onlyResult] }
    attestations = values(wire.n_attestations, wire.attestations)
  }
}

extension Descriptor: WireReadable {
  init(_ wire: Moby__Buildkit__V1__Descriptor) {
    mediaType = wire.media_type.text
    digest = wire.digest.text
    size = wire.size
    annotations = map(wire.n_annotations, wire.annotations)
  }
}
