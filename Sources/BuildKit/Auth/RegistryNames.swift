/// Under which names a registry stands in Docker's files.
enum RegistryNames {
  /// The name that `docker login` keeps Docker Hub under: the address of its first index.
  static let hubIndex = "https://index.docker.io/v1/"

  private static let hub = ["registry-1.docker.io", "docker.io", "index.docker.io"]

  /// Registries that take the same credentials as another one, unless they have their own.
  private static let related = [
    "dhi.io": "registry-1.docker.io", "registry.scout.docker.com": "registry-1.docker.io",
  ]

  /// The name that Docker asks credential helpers for.
  static func primary(of host: String) -> String { hub.contains(host) ? hubIndex : host }

  /// The hosts that are the same registry.
  static func hosts(of host: String) -> [String] { hub.contains(host) ? hub : [host] }

  /// All names of a registry, the primary one first.
  static func all(of host: String) -> [String] {
    hub.contains(host) ? [hubIndex] + hub : [host]
  }

  /// The registry whose credentials serve for one that has none.
  static func related(to host: String) -> String? { related[host] }

  /// The host of a key of `auths` as old versions of Docker wrote it: a URL, or a host with the
  /// version of the protocol behind it; nil if it is something else.
  static func legacyHost(of key: String) -> String? {
    var rest = key[...]
    let scheme = ["https://", "http://"].first { key.hasPrefix($0) }
    if let scheme { rest = rest.dropFirst(scheme.count) }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let path = rest[slash...]
    guard scheme != nil || ["/", "/v1", "/v1/", "/v2", "/v2/"].contains(path) else { return nil }
    return String(rest[..<slash])
  }
}
