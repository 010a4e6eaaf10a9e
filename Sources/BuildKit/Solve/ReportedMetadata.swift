/// What exporters and frontends report of a build.
package enum ReportedMetadata {
  /// As JSON: an object by BuildKit's keys. Values that are an object, or a list of objects, in JSON
  /// and Base64 are just that; `result.json` is JSON as it comes.
  package static func json(_ response: [String: String]) -> [UInt8] {
    var object: [String: JSONValue] = [:]
    for (key, value) in response { object[key] = decoded(value, of: key) ?? .text(value) }
    return JSONValue.object(object).encoded(isPretty: true)
  }

  private static func decoded(_ text: String, of key: String) -> JSONValue? {
    let bytes = key == "result.json" ? Array(text.utf8) : Base64.decoded(text)
    guard let bytes, let value = JSONValue(bytes) else { return nil }
    switch value {
    case .object(let object): return object.isEmpty ? nil : value
    case .list(let elements):
      let areObjects = elements.allSatisfy { if case .object = $0 { true } else { false } }
      return !elements.isEmpty && areObjects ? value : nil
    default: return nil
    }
  }
}
