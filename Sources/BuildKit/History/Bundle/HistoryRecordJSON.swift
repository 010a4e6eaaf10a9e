import FoundationEssentials

/// A record of the history as it lies in a bundle: what Go makes of BuildKit's message, and the
/// platform of the daemon.
struct HistoryRecordJSON {
  static let mediaType = "application/vnd.buildkit.historyrecord.v0"

  let text: String

  /// - Parameters:
  ///   - trace: the trace that lies in the bundle.
  ///   - platform: what the daemon builds for unless it is told otherwise.
  init(_ record: BuildHistoryRecord, trace: Descriptor?, platform: String) {
    // Source: the field tags in api/services/control/control.pb.go.
    var object = JSONObject()
    object.add("Ref", record.ref)
    object.add("Frontend", record.frontend)
    object.add("FrontendAttrs", Self.withoutSecrets(record.frontendAttributes))
    object.add("Exporters", record.exporters) { exporter in
      var inner = JSONObject()
      inner.add("Type", exporter.type)
      inner.add("Attrs", exporter.attributes)
      return inner.text
    }
    if let error = record.error { object.add("error", json: Self.json(error)) }
    object.add("CreatedAt", record.createdAt)
    object.add("CompletedAt", record.completedAt)
    object.add("logs", record.logs)
    object.add("ExporterResponse", record.exporterResponse)
    var results = record.results
    if let only = results.removeValue(forKey: "") { object.add("Result", json: Self.json(only)) }
    object.add("Results", map: results.mapValues(Self.json))
    object.add("Generation", unlessZero: record.generation)
    object.add("trace", trace)
    object.add("pinned", record.isPinned)
    object.add("numCachedSteps", unlessZero: record.cachedSteps)
    object.add("numTotalSteps", unlessZero: record.totalSteps)
    object.add("numCompletedSteps", unlessZero: record.completedSteps)
    object.add("externalError", record.externalError)
    object.add("numWarnings", unlessZero: record.warnings)
    object.add("DefaultPlatform", json: JSONObject.quoted(platform))
    text = object.indented
  }

  private static func json(_ error: BuildErrorDetails) -> String {
    var object = JSONObject()
    object.add("code", unlessZero: error.code)
    object.add("message", error.message)
    object.add("details", error.raw) { detail in
      var inner = JSONObject()
      inner.add("type_url", detail.type)
      inner.add("value", unlessEmpty: detail.value)
      return inner.text
    }
    return object.text
  }

  private static func json(_ result: BuildResultInfo) -> String {
    var object = JSONObject()
    object.add("ResultDeprecated", result.onlyResult)
    object.add("Attestations", result.attestations, JSONObject.recorded)
    let results = zip(result.exporterPositions, result.results)
      .map { ("\($0)", JSONObject.recorded($1)) }
    object.add("Results", map: Dictionary(results) { $1 })
    return object.text
  }

  /// What names a cache to read stays, what opens it doesn't.
  private static func withoutSecrets(_ attributes: [String: String]) -> [String: String] {
    guard let imports = attributes["cache-imports"] else { return attributes }
    struct Import: Decodable {
      var `Type`: String?
      var Attrs: [String: String]?
    }
    var attributes = attributes
    let caches = try? JSONDecoder().decode([Import].self, from: Data(imports.utf8))
    attributes["cache-imports"] =
      caches.map { caches in
        let texts = caches.map { cache in
          var object = JSONObject()
          object.add("Type", json: JSONObject.quoted(cache.Type ?? ""))
          var kept = JSONObject()
          for (name, value) in (cache.Attrs ?? [:]).sorted(by: { $0.key < $1.key })
          where name == "scope" || name == "ref" {
            kept.add(name, json: JSONObject.quoted(value))
          }
          object.add("Attrs", json: kept.text)
          return object.text
        }
        return "[" + texts.joined(separator: ",") + "]"
      } ?? ""
    return attributes
  }
}

extension JSONObject {
  /// A descriptor as BuildKit's message has it.
  static func recorded(_ descriptor: Descriptor) -> String {
    var object = JSONObject()
    object.add("media_type", descriptor.mediaType)
    object.add("digest", descriptor.digest)
    object.add("size", unlessZero: Int(descriptor.size))
    object.add("annotations", descriptor.annotations)
    return object.text
  }

  /// A descriptor as the OCI image specification has it.
  static func specified(_ descriptor: Descriptor) -> String {
    var object = JSONObject()
    object.add("mediaType", json: quoted(descriptor.mediaType))
    object.add("digest", json: quoted(descriptor.digest))
    object.add("size", descriptor.size)
    object.add("annotations", descriptor.annotations)
    return object.text
  }

  fileprivate mutating func add(_ name: String, _ descriptor: Descriptor?) {
    if let descriptor { add(name, json: Self.recorded(descriptor)) }
  }

  fileprivate mutating func add(_ name: String, unlessZero number: Int) {
    if number != 0 { add(name, number) }
  }

  fileprivate mutating func add(_ name: String, _ time: Timestamp?) {
    guard let time else { return }
    let second: Int64 = 1_000_000_000
    var (seconds, rest) = time.nanosecondsSince1970.quotientAndRemainder(dividingBy: second)
    if rest < 0 { (seconds, rest) = (seconds - 1, rest + second) }
    var object = JSONObject()
    object.add("seconds", unlessZero: Int(seconds))
    object.add("nanos", unlessZero: Int(rest))
    add(name, json: object.text)
  }
}
