import Digests

/// Builds of the history in an OCI image layout, as `docker buildx history export` lays them out: of
/// each build a manifest, whose configuration is the record and whose layers are logs, trace, error,
/// attestations and results.
struct HistoryBundle {
  /// Something that lies in the bundle.
  enum Blob {
    case made([UInt8])
    /// Comes from the daemon.
    case stored(Descriptor)
  }

  private static let manifestType = "application/vnd.oci.image.manifest.v1+json"
  private static let indexType = "application/vnd.oci.image.index.v1+json"

  /// By digest.
  private(set) var blobs: [String: Blob] = [:]
  private var manifests: [Descriptor] = []

  /// Adds a build.
  ///
  /// - Parameters:
  ///   - trace: what the record's trace holds, if it has one.
  ///   - platform: what the daemon builds for unless it is told otherwise.
  mutating func add(
    _ record: BuildHistoryRecord, trace: [UInt8]?, platform: String
  ) throws(SHA256.Unavailable) {
    var layers = try layers(of: record)
    var kept = record.trace
    if let trace {
      kept = try make(TraceSecrets.removed(from: trace), record.trace?.mediaType ?? "")
      if let kept { layers.insert(kept, at: 0) }
    }
    let json = HistoryRecordJSON(record, trace: kept, platform: platform).text
    let configuration = try make(Array(json.utf8), HistoryRecordJSON.mediaType)
    var manifest = JSONObject()
    manifest.add("schemaVersion", 2)
    manifest.add("mediaType", Self.manifestType)
    manifest.add("config", json: JSONObject.specified(configuration))
    manifest.add(
      "layers",
      json: layers.isEmpty
        ? "null" : "[" + layers.map(JSONObject.specified).joined(separator: ",") + "]")
    var descriptor = try make(Array(manifest.indented.utf8), Self.manifestType)
    descriptor.annotations["vnd.buildkit.history.reference"] = record.ref
    manifests.append(descriptor)
  }

  /// The layout's index. Of several builds it names an index of them.
  mutating func index() throws(SHA256.Unavailable) -> [UInt8] {
    var root = manifests.first
    root?.annotations = [:]
    if manifests.count > 1 {
      root = try make(Array(Self.index(of: manifests).indented.utf8), Self.indexType)
    }
    return Array(Self.index(of: root.map { [$0] } ?? []).text.utf8)
  }

  private static func index(of manifests: [Descriptor]) -> JSONObject {
    var object = JSONObject()
    object.add("schemaVersion", 2)
    object.add("mediaType", Self.indexType)
    object.add("manifests", manifests, JSONObject.specified)
    return object
  }

  private mutating func layers(of record: BuildHistoryRecord) throws(SHA256.Unavailable)
    -> [Descriptor]
  {
    var layers: [Descriptor] = []
    var seen: Set<String> = []
    func add(_ descriptor: Descriptor?, isResult: Bool = false) {
      guard var descriptor, seen.insert(descriptor.digest).inserted else { return }
      blobs[descriptor.digest] = .stored(descriptor)
      if isResult {
        // Whoever reads the layout isn't to look for what an image is made of.
        descriptor.annotations["vnd.export-build.descriptor.mediatype"] = descriptor.mediaType
        descriptor.mediaType = "application/json"
      }
      layers.append(descriptor)
    }
    func add(_ result: BuildResultInfo?) {
      for attestation in result?.attestations ?? [] { add(attestation) }
      for image in result?.results ?? [] { add(image, isResult: true) }
    }
    add(record.logs)
    add(record.results[""])
    add(record.externalError)
    for (name, result) in record.results.sorted(by: { $0.key < $1.key }) where !name.isEmpty {
      add(result)
    }
    return layers
  }

  /// Puts bytes into the bundle.
  private mutating func make(_ bytes: [UInt8], _ mediaType: String) throws(SHA256.Unavailable)
    -> Descriptor
  {
    let digest = try SHA256.digest(of: bytes)
    blobs[digest] = .made(bytes)
    return Descriptor(
      mediaType: mediaType, digest: digest, size: Int64(bytes.count), annotations: [:])
  }
}
