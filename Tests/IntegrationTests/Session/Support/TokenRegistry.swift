import BuildKit
import FoundationEssentials
import Glibc
import TestSupport

/// A registry that takes nothing but tokens, and the server that gives them; both end when nobody holds
/// this any more.
final class TokenRegistry: Sendable {
  /// Somebody who is known to the token server.
  struct User: Encodable {
    var password: String
    /// An identity token that stands for the password.
    var refresh: String?
    /// The actions that are allowed, by repository; `*` for all others.
    var allows: [String: [String]] = ["*": ["pull", "push"]]
  }

  struct Settings: Encodable {
    var users: [String: User] = ["user": User(password: "password")]
    /// What `POST` is answered with; 200 to give tokens.
    var post = 200
    var tls = false
    /// The file of authorities whose clients are let in; nil for everybody.
    var clients: String?
    var redirect = false
  }

  /// A question that the token server was asked.
  struct Question: Decodable, Equatable {
    var method: String
    var user: String?
    var scopes: [String]?
    var status: Int?
    var agent: String?
    var place: String?
    var proxy: String?
  }

  /// The registry, `127.0.0.1:PORT`.
  let host: String
  /// Where the token server listens, on 127.0.0.1.
  let port: Int
  private let folder: ScratchFolder
  private let processes: [ChildProcess]

  /// - Parameter realm: what the registry calls the token server, by its port.
  init(
    _ settings: Settings = Settings(), realm: (Int) -> String = { "http://127.0.0.1:\($0)/token" }
  ) async throws {
    folder = try ScratchFolder(below: "/dev/shm")
    try folder.write(
      String(decoding: JSONEncoder().encode(settings), as: UTF8.self), to: "settings.json")
    let certificates = try variable("BENTOKIT_TEST_TLS_CA").split(separator: "/").dropLast()
      .map { "/\($0)" }.joined()
    try await runShell(
      """
      cd \(folder.path)
      openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=tests -keyout key.pem -out cert.pem 2> openssl.log
      cp \(certificates)/server.pem \(certificates)/server.key .
      """)
    let server = try Self.start(
      ["/usr/bin/python3", Self.script, folder.path], in: folder, log: "server.log")
    port = try await Self.port(of: server, in: folder)
    let free = try ListeningSocket().port
    host = "127.0.0.1:\(free)"
    try folder.write(
      """
      version: 0.1
      log: { level: warn, accesslog: { disabled: true } }
      storage: { filesystem: { rootdirectory: \(folder.path("registry")) } }
      http: { addr: \(host) }
      auth:
        token:
          realm: \(realm(port))
          service: registry
          issuer: tests
          rootcertbundle: \(folder.path("cert.pem"))

      """, to: "registry.yml")
    let registry = try Self.start(
      [try variable("BENTOKIT_TEST_REGISTRY_PROGRAM"), "serve", folder.path("registry.yml")],
      in: folder, log: "registry.log")
    processes = [server, registry]
    let end = ContinuousClock.now + .seconds(30)
    while (try? HTTPAnswer(from: host, path: "/v2/")) == nil {
      guard .now < end else { throw Failure("the registry doesn't answer: \(folder.path)") }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  deinit {
    for process in processes {
      process.end()
    }
  }

  /// What the token server was asked so far.
  var questions: [Question] {
    get throws {
      let log = (try? contents(of: folder.path("log"))) ?? []
      return try log.split(separator: UInt8(ascii: "\n")).map {
        try JSONDecoder().decode(Question.self, from: Data($0))
      }
    }
  }

  private static let script: String = {
    let folders = #filePath.split(separator: "/").dropLast()
    return folders.map { "/\($0)" }.joined() + "/token-server.py"
  }()

  private static func start(
    _ words: [String], in folder: ScratchFolder, log: String
  ) throws -> ChildProcess {
    let input = try OpenedFile(path: "/dev/null", flags: O_RDONLY)
    let output = try OpenedFile(path: folder.path(log))
    return try ChildProcess(
      words, environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": folder.path],
      streams: .init(
        input: input.descriptor, output: output.descriptor, errors: output.descriptor))
  }

  private static func port(of server: ChildProcess, in folder: ScratchFolder) async throws -> Int {
    let end = ContinuousClock.now + .seconds(30)
    while true {
      let text = (try? contents(of: folder.path("port"))) ?? []
      if let port = Int(String(decoding: text, as: UTF8.self)) { return port }
      guard .now < end else {
        let log = (try? contents(of: folder.path("server.log"))) ?? []
        throw Failure("no token server: \(String(decoding: log, as: UTF8.self))")
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}
