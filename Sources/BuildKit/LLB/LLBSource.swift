/// Where a file system comes from.
struct LLBSource: Sendable {
  let identifier: String
  var attributes: [String: String] = [:]
  var capabilities: Set<String> = []

  /// Whether it depends on the platform.
  var isPlatformSpecific: Bool {
    identifier.hasPrefix("docker-image://") || identifier.hasPrefix("oci-layout://")
  }

  /// Whether it is a tree of the session, which must not be taken for another session's.
  var isLocal: Bool { identifier.hasPrefix("local://") }

  /// Sets an attribute that needs a capability.
  mutating func set(_ key: String, _ value: String?, needs capability: String? = nil) {
    guard let value else { return }
    attributes[key] = value
    if let capability { capabilities.insert(capability) }
  }

  /// A list as the attributes hold it.
  static func json(_ list: [String]) -> String? {
    guard !list.isEmpty else { return nil }
    return "[" + list.map(JSONObject.quoted).joined(separator: ",") + "]"
  }
}
