/// Caches outside the daemon, as users write them: `type=registry,ref=reg.example/app:cache`.
///
/// What `--import-cache` and `--export-cache` of buildctl take, and `--cache-from` and `--cache-to` of
/// buildx. Where a cache needs credentials of the environment, they are added as these clients add
/// them: GitHub's for `gha` (`ACTIONS_RUNTIME_TOKEN`, `ACTIONS_CACHE_URL`, `ACTIONS_RESULTS_URL`,
/// `ACTIONS_CACHE_SERVICE_V2`), Amazon's for `s3` (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
/// `AWS_SESSION_TOKEN`). Those two and `azblob` are passed on and not tested.
public enum CacheSpecification {
  /// The types that BuildKit knows; newer daemons may know others.
  static let types = ["registry", "local", "inline", "gha", "s3", "azblob"]

  /// Reads a cache to import.
  ///
  /// - Parameters:
  ///   - text: comma-separated `key=value` with a `type`, or names of images in registries.
  ///   - environment: the value of a variable.
  /// - Throws: ``InvalidSpecification``.
  public static func imports(
    _ text: String, environment: (String) -> String?
  ) throws(InvalidSpecification) -> [CacheOptionsEntry] {
    try read(text, "import-cache", environment)
  }

  /// Reads a cache to export: else as an import, and with `mode=min` unless it has a mode.
  ///
  /// - Throws: ``InvalidSpecification``.
  public static func exports(
    _ text: String, environment: (String) -> String?
  ) throws(InvalidSpecification) -> [CacheOptionsEntry] {
    try read(text, "export-cache", environment).map { entry in
      var entry = entry
      entry.attributes["mode"] = entry.attributes["mode"] ?? "min"
      return entry
    }
  }

  private static func read(
    _ text: String, _ option: String, _ environment: (String) -> String?
  ) throws(InvalidSpecification) -> [CacheOptionsEntry] {
    guard !text.isEmpty else {
      throw InvalidSpecification(option, text, "it is empty; write type=TYPE,KEY=VALUE,…")
    }
    guard text.contains("=") else {
      return (CommaSeparated.fields(text) ?? [text]).map {
        CacheOptionsEntry(type: "registry", attributes: ["ref": $0])
      }
    }
    var attributes = try KeyedFields(text, of: option).dictionary
    guard let type = attributes.removeValue(forKey: "type"), !type.isEmpty else {
      throw InvalidSpecification(
        option, text, "it has no type; write type=\(types.joined(separator: "|"))")
    }
    var entry = CacheOptionsEntry(type: type, attributes: attributes)
    try entry.check(option, text)
    entry.addCredentials(environment)
    return [entry]
  }
}

extension CacheOptionsEntry {
  fileprivate func check(
    _ option: String, _ text: String
  ) throws(InvalidSpecification) {
    let needed =
      switch type {
      case "registry": ("ref", "IMAGE")
      case "local": option == "import-cache" ? ("src", "FOLDER") : ("dest", "FOLDER")
      default: nil as (String, String)?
      }
    guard let needed, attributes[needed.0]?.isEmpty ?? true else { return }
    throw InvalidSpecification(
      option, text, "a cache of type \(type) needs \(needed.0)=\(needed.1)")
  }

  fileprivate mutating func addCredentials(_ environment: (String) -> String?) {
    func add(_ key: String, _ variables: String...) {
      guard attributes[key] == nil else { return }
      attributes[key] = variables.lazy.compactMap(environment).first
    }
    switch type {
    case "gha":
      add("token", "ACTIONS_RUNTIME_TOKEN")
      let isSecond = environment("ACTIONS_CACHE_SERVICE_V2").flatMap(Boolean.value) == true
      if attributes["version"] == "2" || (attributes["version"] == nil && isSecond) {
        add("url_v2", "ACTIONS_RESULTS_URL")
      }
      add("url", "ACTIONS_CACHE_URL", "ACTIONS_RESULTS_URL")
    case "s3":
      // A session's token belongs to the keys it came with.
      if attributes["access_key_id"] != nil, attributes["secret_access_key"] != nil { return }
      add("access_key_id", "AWS_ACCESS_KEY_ID")
      add("secret_access_key", "AWS_SECRET_ACCESS_KEY")
      add("session_token", "AWS_SESSION_TOKEN")
    default: break
    }
  }

  /// Whether it has what its service needs: a cache of GitHub's is of no use outside of its runners.
  public var isUsable: Bool {
    guard type == "gha" else { return true }
    let hasAddress = ["url", "url_v2"].contains { attributes[$0]?.isEmpty == false }
    return hasAddress && attributes["token"]?.isEmpty == false
  }
}
