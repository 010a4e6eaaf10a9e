import FoundationEssentials
import Glibc

/// Credentials from Docker's `config.json`: the basic ones under `auths`.
///
/// The file is read anew each time, so that a login during a long build counts.
public struct DockerConfiguration: RegistryCredentials {
  /// A `config.json` that can't be used.
  public struct InvalidFile: Error, CustomStringConvertible {
    /// The path of the file.
    public let path: String
    /// What is wrong with it.
    public let reason: String

    /// One line with the path.
    public var description: String { "invalid Docker configuration \(path): \(reason)" }
  }

  /// The path of the file. One that doesn't exist holds no credentials.
  public let path: String

  /// The configuration in a folder.
  ///
  /// - Parameter folder: the folder of `config.json`; nil for `DOCKER_CONFIG`, else `~/.docker`.
  public init(folder: String? = nil) {
    let environment = { (name: String) in getenv(name).map { String(cString: $0) } }
    let folder = folder ?? environment("DOCKER_CONFIG") ?? (environment("HOME") ?? "") + "/.docker"
    path = folder + "/config.json"
  }

  /// The credentials under `auths` for a host; nil if there are none.
  ///
  /// - Throws: ``InvalidFile``.
  public func credentials(for host: String) throws(InvalidFile) -> RegistryCredential? {
    guard access(path, F_OK) == 0 else { return nil }
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: Data(contentsOf: URL(filePath: path)))
    } catch {
      throw InvalidFile(path: path, reason: "it is not readable as JSON")
    }
    for key in Self.keys(for: host) {
      if let entry = file.auths?[key] { return try credential(entry, key: key) }
    }
    return nil
  }

  /// Under which names a host may stand in the file: Docker Hub under that of its old index.
  private static func keys(for host: String) -> [String] {
    let hub = ["registry-1.docker.io", "docker.io", "index.docker.io"]
    return hub.contains(host)
      ? ["https://index.docker.io/v1/"] + hub : [host, "https://\(host)", "http://\(host)"]
  }

  private func credential(
    _ entry: File.Entry, key: String
  ) throws(InvalidFile) -> RegistryCredential? {
    if let token = entry.identitytoken, !token.isEmpty {
      return RegistryCredential(username: "", secret: token)
    }
    if let username = entry.username, let password = entry.password, !username.isEmpty {
      return RegistryCredential(username: username, secret: password)
    }
    guard let auth = entry.auth, !auth.isEmpty else { return nil }
    guard let decoded = Data(base64Encoded: auth).map({ String(decoding: $0, as: UTF8.self) }),
      let colon = decoded.firstIndex(of: ":")
    else {
      throw InvalidFile(path: path, reason: "auths → \(key) → auth is not base64 of USER:PASSWORD")
    }
    // Old versions of Docker padded the password with NUL.
    let password = decoded[decoded.index(after: colon)...].prefix { $0 != "\0" }
    return RegistryCredential(username: String(decoded[..<colon]), secret: String(password))
  }

  private struct File: Decodable {
    struct Entry: Decodable {
      var auth: String?
      var username: String?
      var password: String?
      var identitytoken: String?
    }

    var auths: [String: Entry]?
  }
}
