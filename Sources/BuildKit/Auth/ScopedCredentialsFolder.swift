import Glibc
import Threads

/// buildx's folder of credentials for parts of registries: below it, the folder
/// `HOST[/REPOSITORY][@ACTION,…]` holds a `config.json` for just that.
struct ScopedCredentialsFolder: Sendable {
  /// A folder with credentials, and what they are for.
  typealias Key = (folder: String, scope: ScopedKey)

  /// The most entries of a folder that are looked at.
  private static let entries = 4096

  let path: String

  /// The folders that could fit what is wanted of a host; all of the host's if nothing is said.
  func keys(for host: String, _ scopes: RegistryScopes) async throws -> [Key] {
    try await BlockingWork.run { _ in
      RegistryNames.hosts(of: host).flatMap { host in
        scopes.actions.isEmpty ? all(of: host) : fitting(host, scopes)
      }
    }
  }

  /// The host itself is no part of itself.
  private func all(of host: String) -> [Key] {
    let places = names(in: path).filter { $0 == host || $0.hasPrefix(host + "@") }
    return places.map { (path + "/" + $0, ScopedKey($0)) }
  }

  private func fitting(_ host: String, _ scopes: RegistryScopes) -> [Key] {
    var keys = matching(host, below: "")
    keys += matching("", below: host + "/")
    for repository in scopes.repositories.keys.sorted() {
      let parts = repository.split(separator: "/", omittingEmptySubsequences: false)
      // A name from outside must not lead out of the folder.
      guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else { continue }
      guard let last = parts.last else { continue }
      let parents = ([host] + parts.dropLast().map(String.init)).joined(separator: "/") + "/"
      keys += matching(String(last), below: parents)
    }
    return keys
  }

  /// The entries of a folder that have a name, or the name with actions behind it.
  private func matching(_ name: String, below parents: String) -> [Key] {
    names(in: path + "/" + parents).compactMap { entry in
      guard entry == name || entry.hasPrefix(name + "@") else { return nil }
      let folder = path + "/" + parents + entry
      guard access(folder + "/config.json", F_OK) == 0 else { return nil }
      return (folder, ScopedKey(parents + entry))
    }
  }

  private func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < Self.entries, let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
