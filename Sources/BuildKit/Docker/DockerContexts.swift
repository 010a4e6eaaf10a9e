import Connections
import Digests
import FoundationEssentials
import Glibc

/// Docker's contexts, as its files and variables describe them.
///
/// Source: docker/cli, `cli/command` (which one is active, `DOCKER_TLS_VERIFY`, `DOCKER_CERT_PATH`) and
/// `cli/context/store` (`contexts/meta` and `contexts/tls`, in folders named by the SHA-256 of the name).
struct DockerContexts {
  private let folder: String
  private let environment: (String) -> String?

  /// - Parameters:
  ///   - folder: Docker's own; nil for `DOCKER_CONFIG`, else `~/.docker`.
  ///   - environment: the values of variables.
  init(
    folder: String? = nil,
    environment: @escaping (String) -> String? = { name in getenv(name).map { String(cString: $0) }
    }
  ) {
    let given = { (name: String) in environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    self.environment = given
    self.folder = folder ?? given("DOCKER_CONFIG") ?? (given("HOME") ?? "") + "/.docker"
  }

  /// The context that Docker's own command would use.
  func active() throws(DockerContextError) -> DockerContext {
    if environment("DOCKER_HOST") != nil { return try byVariables() }
    if let name = environment("DOCKER_CONTEXT") { return try named(name) }
    let path = folder + "/config.json"
    if let file = try read(Configuration.self, path), let name = file.currentContext, !name.isEmpty
    {
      return try named(name)
    }
    return try byVariables()
  }

  /// Whether the user has chosen an Engine, by a variable or as the current context.
  var isChosen: Bool {
    get throws(DockerContextError) {
      if environment("DOCKER_HOST") != nil { return true }
      return try active().name != DockerContext.defaultName
    }
  }

  /// The context of an address, which may be a place in itself.
  func context(of address: DockerAddress) throws(DockerContextError) -> DockerContext {
    switch address {
    case .active: try active()
    case .context(let name): try named(name)
    case .unix(let path): DockerContext(.unix(path: path))
    case .tcp(let host, let port): DockerContext(.tcp(host: host, port: port))
    }
  }

  /// A context by its name.
  func named(_ name: String) throws(DockerContextError) -> DockerContext {
    if name == DockerContext.defaultName { return try byVariables() }
    let digest = try Self.folderName(of: name)
    let path = "\(folder)/contexts/meta/\(digest)/meta.json"
    guard DockerContext.isName(name), let file = try read(Metadata.self, path) else {
      throw .unknown(name: name, path: path)
    }
    guard let endpoint = file.endpoints["docker"], let host = endpoint.host, !host.isEmpty else {
      throw .invalidFile(path: path, reason: "it names no host of an Engine")
    }
    let tls = try tls(
      in: "\(folder)/contexts/tls/\(digest)/docker", verifies: endpoint.skipTLSVerify != true,
      isWanted: endpoint.skipTLSVerify == true)
    return try context(name, host: host, of: "the host of the Docker context \"\(name)\"", tls)
  }

  private func byVariables() throws(DockerContextError) -> DockerContext {
    let verifies = environment("DOCKER_TLS_VERIFY") != nil
    let certificates = environment("DOCKER_CERT_PATH")
    var configuration: TLSConfiguration?
    if verifies || environment("DOCKER_TLS") != nil {
      configuration = try tls(in: certificates ?? folder, verifies: verifies, isWanted: true)
    }
    guard let host = environment("DOCKER_HOST") else {
      return DockerContext(.unix(path: DockerContext.usualSocket))
    }
    return try context(DockerContext.defaultName, host: host, of: "DOCKER_HOST", configuration)
  }

  private func context(
    _ name: String, host: String, of place: String, _ tls: TLSConfiguration?
  ) throws(DockerContextError) -> DockerContext {
    do throws(AddressProblem) {
      let where_ = try DockerContext.Place(host: host, usesTLS: tls != nil)
      return DockerContext(name: name, host: host, place: where_, tls: tls)
    } catch {
      throw .invalidHost(host, of: place, reason: error.reason)
    }
  }

  /// The TLS of a folder with `ca.pem`, `cert.pem` and `key.pem`, each of which may be missing.
  ///
  /// - Parameter isWanted: whether TLS is spoken even without any of them.
  private func tls(
    in folder: String, verifies: Bool, isWanted: Bool
  ) throws(DockerContextError) -> TLSConfiguration? {
    func file(_ name: String) -> String? {
      let path = "\(folder)/\(name)"
      return access(path, F_OK) == 0 ? path : nil
    }
    let (authority, certificate, key) = (file("ca.pem"), file("cert.pem"), file("key.pem"))
    guard isWanted || authority != nil || certificate != nil || key != nil else { return nil }
    do throws(TLSConfigurationError) {
      var configuration = try TLSConfiguration.reading(
        certificateAuthority: authority, certificate: certificate, key: key)
      configuration.verifiesServer = verifies
      return configuration
    } catch {
      throw .invalidTLS(error)
    }
  }

  /// Reads a file of JSON; nil if there is none, or nothing in it, as for Docker's own programs.
  private func read<File: Decodable>(
    _ type: File.Type, _ path: String
  ) throws(DockerContextError) -> File? {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    guard information.st_mode & S_IFMT == S_IFREG, information.st_size <= 1 << 20 else {
      throw .invalidFile(path: path, reason: "it is no file of at most 1 MiB")
    }
    guard information.st_size > 0 else { return nil }
    do {
      return try JSONDecoder().decode(File.self, from: Data(contentsOf: URL(filePath: path)))
    } catch {
      throw .invalidFile(path: path, reason: "it is not readable as JSON")
    }
  }

  /// The name of a context's folders: the SHA-256 of its name.
  static func folderName(of name: String) throws(DockerContextError) -> String {
    do throws(SHA256.Unavailable) {
      var sum = try SHA256()
      Array(name.utf8).withUnsafeBytes { sum.update($0) }
      return sum.hexadecimal()
    } catch {
      throw .unknown(name: name, path: "\(error)")
    }
  }

  private struct Configuration: Decodable { var currentContext: String? }

  private struct Metadata: Decodable {
    struct Endpoint: Decodable {
      var host: String?
      var skipTLSVerify: Bool?

      enum CodingKeys: String, CodingKey {
        case host = "Host"
        case skipTLSVerify = "SkipTLSVerify"
      }
    }

    var endpoints: [String: Endpoint]

    enum CodingKeys: String, CodingKey { case endpoints = "Endpoints" }
  }
}
