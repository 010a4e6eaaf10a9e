import FoundationEssentials
import Glibc
import Threads

/// What one `config.json` of Docker's says of credentials and proxies.
struct DockerConfigurationFile: Sendable {
  /// An entry below `auths`.
  struct Entry: Decodable {
    var auth: String?
    var username: String?
    var password: String?
    var identitytoken: String?
    var registrytoken: String?
  }

  private struct Content: Decodable {
    var auths: [String: Entry]?
    var credHelpers: [String: String]?
    var credsStore: String?
    var proxies: [String: Proxies]?
  }

  /// An entry below `proxies`.
  struct Proxies: Decodable {
    var httpProxy: String?
    var httpsProxy: String?
    var ftpProxy: String?
    var noProxy: String?
  }

  /// As long as a file may be, in bytes.
  private static let longest = 4 << 20

  private let name: String
  private let content: Content

  /// Reads a file. One that doesn't exist holds nothing.
  ///
  /// - Throws: ``DockerConfiguration/InvalidFile``.
  static func reading(_ path: String) async throws -> DockerConfigurationFile {
    try await BlockingWork.run { _ in
      do {
        guard let bytes = try WholeFile.contents(of: path, atMost: longest) else {
          return DockerConfigurationFile(name: path, content: Content())
        }
        return try DockerConfigurationFile(bytes, name: path)
      } catch let failure as SystemFailure {
        throw DockerConfiguration.InvalidFile(path: path, reason: "\(failure)")
      }
    }
  }

  private init(name: String, content: Content) {
    self.name = name
    self.content = content
  }

  /// The content of a file, or of the variable that stands for one.
  ///
  /// - Parameter name: what errors call it.
  init(_ bytes: [UInt8], name: String) throws(DockerConfiguration.InvalidFile) {
    self.name = name
    // Docker takes an empty file for one that isn't there.
    let isEmpty = bytes.allSatisfy { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
    do {
      content =
        isEmpty ? Content() : try JSONDecoder().decode(Content.self, from: Data(bytes))
    } catch {
      throw DockerConfiguration.InvalidFile(path: name, reason: "it is not readable as JSON")
    }
  }

  /// The program that keeps a registry's credentials, by the end of its name; nil if none does. One without
  /// a name takes a registry out of `credsStore`.
  func helper(for host: String) -> String? {
    let helpers = RegistryNames.all(of: host).compactMap { content.credHelpers?[$0] }
    return (helpers.first ?? content.credsStore).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The entry below `proxies` for a daemon, by the first of its names that is there; nil if there is
  /// none, nor one for all.
  func proxies(for names: [String]) -> Proxies? {
    (names + ["default"]).lazy.compactMap { content.proxies?[$0] }.first
  }

  /// The names below `auths` that are for parts of a registry.
  func scopedKeys(for host: String) -> [(key: String, scope: ScopedKey)] {
    let hosts = RegistryNames.hosts(of: host)
    return (content.auths ?? [:]).keys.sorted().compactMap { key in
      let scope = ScopedKey(key)
      guard RegistryNames.legacyHost(of: key) == nil, scope.isScoped, hosts.contains(scope.host)
      else { return nil }
      return (key, scope)
    }
  }

  /// The entry below `auths` for a whole registry; nil if there is none.
  func entry(for host: String) throws(DockerConfiguration.InvalidFile) -> RegistryCredential? {
    for key in RegistryNames.all(of: host) where content.auths?[key] != nil {
      return try entry(key)
    }
    let hosts = RegistryNames.hosts(of: host)
    for key in (content.auths ?? [:]).keys.sorted() {
      if let old = RegistryNames.legacyHost(of: key), hosts.contains(old) { return try entry(key) }
    }
    return nil
  }

  /// The entry below `auths` with a name; nil if it is empty, as where a program keeps what is in it.
  func entry(_ key: String) throws(DockerConfiguration.InvalidFile) -> RegistryCredential? {
    guard let entry = content.auths?[key] else { return nil }
    var credential = RegistryCredential(
      username: entry.username ?? "", secret: entry.password ?? "",
      registryToken: entry.registrytoken ?? "")
    if let auth = entry.auth, !auth.isEmpty {
      (credential.username, credential.secret) = try parts(of: auth, key: key)
    }
    if let token = entry.identitytoken, !token.isEmpty {
      (credential.username, credential.secret) = ("", token)
    }
    return credential.secret.isEmpty && credential.registryToken.isEmpty ? nil : credential
  }

  private func parts(
    of auth: String, key: String
  ) throws(DockerConfiguration.InvalidFile) -> (username: String, password: String) {
    guard let decoded = Data(base64Encoded: auth).map({ String(decoding: $0, as: UTF8.self) }),
      let colon = decoded.firstIndex(of: ":"), colon > decoded.startIndex
    else {
      throw DockerConfiguration.InvalidFile(
        path: name, reason: "auths → \(key) → auth is not base64 of USER:PASSWORD")
    }
    // Old versions of Docker padded the password with NUL.
    let password = decoded[decoded.index(after: colon)...].prefix { $0 != "\0" }
    return (String(decoded[..<colon]), String(password))
  }
}
