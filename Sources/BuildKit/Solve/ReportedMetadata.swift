/// What exporters and frontends report of a build.
package enum ReportedMetadata {
  /// As JSON, byte for byte as `buildctl --metadata-file` writes it: an object by BuildKit's keys, in
  /// their order. Values that are an object, or a list of objects, in JSON and Base64 are just that, their
  /// keys in the order in which they came; `result.json` is JSON as it comes.
  package static func json(_ response: [String: String]) -> [UInt8] {
    var object = JSONObject()
    for (key, value) in response.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
    {
      object.add(key, json: decoded(value, of: key) ?? JSONObject.quoted(value))
    }
    return Array(object.indented.utf8)
  }

  private static func decoded(_ text: String, of key: String) -> String? {
    let bytes = key == "result.json" ? Array(text.utf8) : Base64.decoded(text)
    guard let bytes, let value = JSONValue(bytes) else { return nil }
    switch value {
    case .object(let object): guard !object.isEmpty else { return nil }
    case .list(let elements):
      let areObjects = elements.allSatisfy { if case .object = $0 { true } else { false } }
      guard !elements.isEmpty && areObjects else { return nil }
    default: return nil
    }
    return JSONObject.compacted(bytes)
  }
}
