/// What options mean to a direct build that the reference's buildctl doesn't declare: the attributes of
/// the Dockerfile frontend, by its own documents, and the flags of buildctl.
enum DirectOptions {
  typealias Flag = (flag: String, text: String)

  /// The flags that an option becomes; nil if there is no such option, or none with such a value.
  static func flags(_ name: String, _ value: PythonValue) -> [Flag]? {
    if value == PythonValue.none { return [] }
    if let flags = switches(name, value) { return flags }
    guard let texts = texts(name, value) else { return nil }
    guard let last = texts.last else { return [] }
    switch name {
    case "build_arg", "label": return texts.map { ("--opt", "\(dashed(name)):\($0)") }
    case "build_context": return texts.flatMap(context)
    case "platform": return attribute("platform", texts)
    case "target", "cgroup_parent": return attribute(dashed(name), [last])
    case "add_host": return attribute("add-hosts", texts.map(host))
    case "no_cache_filter": return attribute("no-cache", texts)
    case "shm_size": return bytes(last).flatMap { attribute("shm-size", ["\($0)"]) }
    case "ulimit": return attribute("ulimit", texts.map { $0.contains(":") ? $0 : twice($0) })
    case "network": return network(last)
    case "provenance", "sbom": return attestation(name, last)
    case "cache_from": return texts.map { ("--import-cache", $0) }
    case "cache_to": return texts.map { ("--export-cache", $0) }
    case "oci_layout": return texts.map { ("--oci-layout", $0) }
    case "ref_file", "source_policy_file":
      return [(ArgvRule.flag(name), PathOptions.resolved(last, of: name))]
    // Written by the client: no flag of buildctl.
    case "iidfile": return []
    default: return nil
    }
  }

  /// What any other option becomes: an attribute by its own name.
  static func others(_ name: String, _ value: PythonValue) -> [Flag]? {
    value.asTexts.flatMap { attribute(dashed(name), $0) }
  }

  /// The networks that the frontend knows.
  static let networks: Set = ["default", "sandbox", "host", "none"]

  private static func dashed(_ name: String) -> String { String(name.map { $0 == "_" ? "-" : $0 }) }

  private static func attribute(_ key: String, _ values: [String]) -> [Flag]? {
    [("--opt", "\(key)=\(values.joined(separator: ","))")]
  }

  private static func switches(_ name: String, _ value: PythonValue) -> [Flag]? {
    guard case .bool(let isOn) = value else { return nil }
    switch name {
    case "pull": return isOn ? attribute("image-resolve-mode", ["pull"]) : []
    // Where the image goes without a word.
    case "load": return []
    default: return nil
    }
  }

  private static func texts(_ name: String, _ value: PythonValue) -> [String]? {
    guard case .dict(let pairs) = value else { return value.asText.map { [$0] } ?? value.asTexts }
    switch name {
    case "add_host": return pairs.map { "\($0):\($1.asText ?? "")" }
    case "build_arg", "build_context", "label", "ulimit":
      return pairs.map {
        "\($0)=\(($1.asTexts ?? $1.asText.map { [$0] } ?? []).joined(separator: ":"))"
      }
    default: return value.asList.map { [$0] }
    }
  }

  private static func context(_ text: String) -> [Flag] {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return [] }
    if parts[1].contains("://") { return [("--opt", "context:\(text)")] }
    let folder = parts[1].hasPrefix("/") ? parts[1] : "<CWD>/\(parts[1])"
    return [
      ("--local", "\(parts[0])=\(folder)"), ("--opt", "context:\(parts[0])=local:\(parts[0])"),
    ]
  }

  private static func host(_ text: String) -> String {
    let parts = text.split(separator: ":", maxSplits: 1)
    return parts.joined(separator: "=")
  }

  private static func twice(_ limit: String) -> String {
    limit + ":" + (limit.split(separator: "=").last ?? "")
  }

  private static func bytes(_ text: String) -> Int? {
    let units = ["b": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30]
    if let number = Int(text) { return number }
    guard let unit = units[text.suffix(1).lowercased()] else { return nil }
    return Int(text.dropLast()).map { $0 * unit }
  }

  /// Another network than the usual one has to be allowed.
  private static func network(_ text: String) -> [Flag]? {
    let mode: Flag = ("--opt", "force-network-mode=\(text == "default" ? "sandbox" : text)")
    return text == "host" ? [mode, ("--allow", "network.host")] : [mode]
  }

  private static func attestation(_ kind: String, _ text: String) -> [Flag]? {
    switch text {
    case "false": []
    case "true": attribute("attest:\(kind)", [])
    default: attribute("attest:\(kind)", [text])
    }
  }
}
