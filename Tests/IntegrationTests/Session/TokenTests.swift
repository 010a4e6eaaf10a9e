import BuildKit
import FileTree
import FoundationEssentials
import Glibc
import Testing

/// Registries that take tokens: the client fetches them, and its passwords stay with it.
@Suite(.takingTurns) struct TokenTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// Credentials by the names that they have below `auths`.
  private func credentials(_ auths: [String: String]) throws -> DockerConfiguration {
    let entries = auths.map { #""\#($0)": \#($1)"# }.joined(separator: ",")
    try folder.write("{\"auths\": {\(entries)}}", to: "config.json")
    return DockerConfiguration(folder: folder.path) { _ in nil }
  }

  private func login(_ user: String, _ password: String) -> String {
    #"{"username": "\#(user)", "password": "\#(password)"}"#
  }

  private func push(
    to registry: TokenRegistry, repository: String = "tests/app", text: String = unique(),
    by credentials: any RegistryCredentials, tls: [RegistryTLSContext] = [],
    on daemon: Daemon = .buildKit13
  ) async throws -> String {
    var request = try BuildRequest(
      dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(files: ["file": text]))
    let name = "\(registry.host)/\(repository):v1"
    request.exports = [.init(type: "image", attributes: ["name": name, "push": "true"])]
    request.registryCredentials = credentials
    request.registryTLS = tls
    let result = try await daemon.client().build(request)
    return "\(name)@\(try #require(result.imageDigest))"
  }

  private func pull(
    _ name: String, _ credentials: any RegistryCredentials, tls: [RegistryTLSContext] = [],
    on daemon: Daemon = .buildKit13
  ) async throws -> String {
    var request = try BuildRequest(dockerfile: "FROM \(name)\n")
    request.registryCredentials = credentials
    request.registryTLS = tls
    return try await request.builtFiles(on: daemon.client()).text("file")
  }

  /// Pushes a private image and pulls it again.
  private func pushAndPull(
    _ registry: TokenRegistry, _ credentials: any RegistryCredentials,
    tls: [RegistryTLSContext] = [], on daemon: Daemon = .buildKit13
  ) async throws {
    let text = unique()
    let name = try await push(to: registry, text: text, by: credentials, tls: tls, on: daemon)
    #expect(try await pull(name, credentials, tls: tls, on: daemon) == text)
  }

  @Test(arguments: Daemon.standalone)
  func tokensAreFetchedByTheClient(_ daemon: Daemon) async throws {
    let registry = try await TokenRegistry()
    let credentials = try credentials([registry.host: login("user", "password")])
    try await pushAndPull(registry, credentials, on: daemon)
    let questions = try registry.questions
    #expect(!questions.isEmpty)
    #expect(questions.allSatisfy { $0.agent == "bentokit" && $0.method == "POST" }, "\(questions)")
    #expect(questions.allSatisfy { $0.user == "user" && $0.status == 200 }, "\(questions)")
    #expect(questions.contains { $0.scopes == ["repository:tests/app:pull,push"] })
    // The seed of the key is there for the next client of BuildKit's.
    let seeds = String(decoding: try contents(of: folder.path(".token_seed")), as: UTF8.self)
    #expect(seeds.contains("\"\(registry.host)\""))
  }

  @Test(arguments: Daemon.allCases)
  func everyDaemonLeavesThePasswordHere(_ daemon: Daemon) async throws {
    let registry = try await TokenRegistry()
    let credentials = try credentials([registry.host: login("user", "password")])
    let text = unique()
    let name = try await push(to: registry, text: text, by: credentials)
    #expect(try await pull(name, credentials, on: daemon) == text)
    #expect(try registry.questions.allSatisfy { $0.agent == "bentokit" })
  }

  @Test func theDaemonFetchesThemWhereTheClientMayNot() async throws {
    await #expect(processExitsWith: .success) {
      setenv("BUILDKIT_NO_CLIENT_TOKEN", "true", 1)
      let tests = try TokenTests()
      let registry = try await TokenRegistry()
      try await tests.pushAndPull(
        registry, tests.credentials([registry.host: tests.login("user", "password")]))
      let questions = try registry.questions
      #expect(!questions.isEmpty)
      #expect(questions.allSatisfy { $0.agent != "bentokit" }, "\(questions)")
    }
  }

  /// Servers that don't know `POST`.
  @Test(arguments: [401, 404, 405])
  func aServerThatKnowsNoOAuthIsAskedTheOlderWay(_ status: Int) async throws {
    let registry = try await TokenRegistry(.init(post: status))
    try await pushAndPull(registry, credentials([registry.host: login("user", "password")]))
    let questions = try registry.questions
    #expect(questions.first?.method == "POST")
    #expect(questions.first?.status == status)
    #expect(questions.contains { $0.method == "GET" && $0.user == "user" && $0.status == 200 })
  }

  @Test func anIdentityTokenStandsForAPassword() async throws {
    let user = TokenRegistry.User(password: "password", refresh: "long-lived")
    let registry = try await TokenRegistry(.init(users: ["user": user]))
    let entry = #"{"auth": "dXNlcjo=", "identitytoken": "long-lived"}"#
    try await pushAndPull(registry, credentials([registry.host: entry]))
    #expect(try registry.questions.allSatisfy { $0.user == "user" && $0.method == "POST" })
  }

  @Test func withoutCredentialsATokenForEverybodyIsFetched() async throws {
    let anybody = TokenRegistry.User(password: "", allows: ["*": ["pull"]])
    let registry = try await TokenRegistry(
      .init(users: ["user": TokenRegistry.User(password: "password"), "": anybody]))
    let text = unique()
    let name = try await push(
      to: registry, text: text, by: credentials([registry.host: login("user", "password")]))
    #expect(try await pull(name, credentials([:])) == text)
    #expect(try registry.questions.contains { $0.method == "GET" && $0.user == "" })
    #expect(try registry.questions.allSatisfy { $0.agent == "bentokit" })
  }

  @Test func aTokenOfTheConfigurationIsGivenAsItIs() async throws {
    let registry = try await TokenRegistry()
    let wrong = #"{"registrytoken": "made-up"}"#
    let error = await #expect(throws: BuildError.self) {
      _ = try await push(to: registry, by: credentials([registry.host: wrong]))
    }
    #expect(error?.code == .permissionDenied, "\(error?.message ?? "")")
    #expect(try registry.questions.isEmpty)
  }

  @Test func aWrongPasswordIsRefusedWithTheServersWords() async throws {
    let registry = try await TokenRegistry()
    let error = await #expect(throws: BuildError.self) {
      _ = try await push(to: registry, by: credentials([registry.host: login("user", "guessed")]))
    }
    #expect(error?.code == .permissionDenied, "\(error?.message ?? "")")
    #expect(error?.message.contains("wrong password") == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("http://127.0.0.1:\(registry.port)/token") == true)
  }

  @Test func aServerThatIsNotThereIsNamed() async throws {
    let registry = try await TokenRegistry(realm: { _ in "http://127.0.0.1:1/token" })
    let error = await #expect(throws: BuildError.self) {
      _ = try await push(to: registry, by: credentials([registry.host: login("user", "password")]))
    }
    #expect(error?.code == .local)
    #expect(error?.cause is TokenFailure)
    #expect(error?.message.contains("http://127.0.0.1:1/token") == true)
    #expect(error?.message.contains("Connection refused") == true)
  }

  /// A build goes on without a cache, and what it fails for later is something else.
  @Test(arguments: Daemon.standalone)
  func aTokenThatOnlyACacheNeededIsNoReasonForAnything(_ daemon: Daemon) async throws {
    let registry = try await TokenRegistry(realm: { _ in "http://127.0.0.1:1/token" })
    var request = try BuildRequest(dockerfile: "FROM \(busybox)\nRUN exit 3 # \(unique())\n")
    request.registryCredentials = try credentials([registry.host: login("user", "password")])
    request.cache.imports = [
      .init(type: "registry", attributes: ["ref": "\(registry.host)/tests/cache:v1"])
    ]
    let error = try await failure(of: request, on: daemon.client())
    #expect(error.code == .stepFailed, "\(error)")
    #expect(error.step?.exitCode == 3)
  }

  /// Who only pulls a private image with nothing in hand gets none of another client's tokens.
  @Test func aTokenIsNotForClientsWithoutTheSecret() async throws {
    let registry = try await TokenRegistry()
    let name = try await push(
      to: registry, by: credentials([registry.host: login("user", "password")]))
    let error = await #expect(throws: BuildError.self) {
      _ = try await pull(name, NoCredentials())
    }
    #expect(error?.code == .permissionDenied, "\(error?.message ?? "")")
  }

  // MARK: Credentials for parts of a registry

  private static let twoUsers = TokenRegistry.Settings(users: [
    "reader": TokenRegistry.User(password: "r", allows: ["*": ["pull"]]),
    "writer": TokenRegistry.User(password: "w", allows: ["team/app": ["pull", "push"]]),
  ])

  @Test func credentialsForPushingAreOthersThanForPulling() async throws {
    let registry = try await TokenRegistry(Self.twoUsers)
    let credentials = try credentials([
      registry.host: login("reader", "r"),
      "\(registry.host)/team/app@push": login("writer", "w"),
    ])
    let text = unique()
    let name = try await push(to: registry, repository: "team/app", text: text, by: credentials)
    #expect(try registry.questions.allSatisfy { $0.user == "writer" })
    #expect(try await pull(name, credentials) == text)
  }

  @Test func credentialsOfARepositoryOpenNoOther() async throws {
    let registry = try await TokenRegistry(Self.twoUsers)
    let credentials = try credentials([
      registry.host: login("reader", "r"),
      "\(registry.host)/team/app@push": login("writer", "w"),
    ])
    let error = await #expect(throws: BuildError.self) {
      _ = try await push(to: registry, repository: "team/other", by: credentials)
    }
    #expect(error?.code == .permissionDenied, "\(error?.message ?? "")")
    #expect(try registry.questions.allSatisfy { $0.user == "reader" })
  }

  @Test func buildxsFolderIsRead() async throws {
    let registry = try await TokenRegistry(Self.twoUsers)
    try folder.write(
      #"{"auths": {"\#(registry.host)": \#(login("writer", "w"))}}"#,
      to: "buildx/config/\(registry.host)/team/app@push/config.json")
    let text = unique()
    let name = try await push(
      to: registry, repository: "team/app", text: text,
      by: credentials([registry.host: login("reader", "r")]))
    #expect(name.contains("team/app"))
    #expect(try registry.questions.allSatisfy { $0.user == "writer" })
  }

  /// The base image is in the registry that is pushed to.
  @Test func theRepositoryThatIsPushedToDecides() async throws {
    let registry = try await TokenRegistry(
      .init(users: [
        "reader": TokenRegistry.User(password: "r", allows: ["*": ["pull", "push"]]),
        "writer": TokenRegistry.User(
          password: "w", allows: ["team/app": ["pull", "push"], "*": ["pull"]]),
      ]))
    let reader = try credentials([registry.host: login("reader", "r")])
    let base = try await push(to: registry, repository: "base/image", by: reader)
    let both = try credentials([
      registry.host: login("nobody", "x"), "\(registry.host)/base/image": login("reader", "r"),
      "\(registry.host)/team/app@push": login("writer", "w"),
    ])
    var request = try BuildRequest(
      dockerfile: "FROM \(base)\nCOPY more /\n", context: FileTree(files: ["more": unique()]))
    let name = "\(registry.host)/team/app:v1"
    request.exports = [.init(type: "image", attributes: ["name": name, "push": "true"])]
    request.registryCredentials = both
    let result = try await BuildKitClient.ofEnvironment().build(request)
    #expect(result.imageDigest != nil)
  }

  // MARK: TLS, redirects, proxies

  private func secure(
    _ settings: TokenRegistry.Settings = .init(tls: true)
  ) async throws -> TokenRegistry {
    try await TokenRegistry(settings, realm: { "https://127.0.0.1:\($0)/token" })
  }

  @Test(arguments: Daemon.standalone)
  func anAuthorityOfOnesOwnIsTrusted(_ daemon: Daemon) async throws {
    let registry = try await secure()
    let context = try RegistryTLSContext(
      "host=\(registry.host),ca=\(variable("BENTOKIT_TEST_TLS_CA"))")
    try await pushAndPull(
      registry, credentials([registry.host: login("user", "password")]), tls: [context],
      on: daemon)
    #expect(try registry.questions.allSatisfy { $0.agent == "bentokit" })
  }

  @Test func anUnknownAuthorityIsNotTrusted() async throws {
    let registry = try await secure()
    let other = try RegistryTLSContext(
      "host=\(registry.host),ca=\(variable("BENTOKIT_TEST_TLS_OTHER_CA"))")
    for tls in [[], [other]] {
      let error = await #expect(throws: BuildError.self) {
        _ = try await push(
          to: registry, by: credentials([registry.host: login("user", "password")]), tls: tls)
      }
      #expect(error?.cause is TokenFailure)
      #expect(error?.message.contains("https://127.0.0.1:\(registry.port)/token") == true)
      #expect(error?.message.contains("certificate") == true, "\(error?.message ?? "")")
    }
    #expect(try registry.questions.isEmpty)
  }

  @Test func anInsecureContextTrustsAnybody() async throws {
    let registry = try await secure()
    let context = RegistryTLSContext(host: registry.host, isInsecure: true)
    try await pushAndPull(
      registry, credentials([registry.host: login("user", "password")]), tls: [context])
  }

  @Test func aCertificateIsShown() async throws {
    let ca = try variable("BENTOKIT_TEST_TLS_CA")
    let registry = try await secure(.init(tls: true, clients: ca))
    let credentials = try credentials([registry.host: login("user", "password")])
    let cert = try variable("BENTOKIT_TEST_TLS_CERT")
    let key = try variable("BENTOKIT_TEST_TLS_KEY")
    let context = try RegistryTLSContext("host=\(registry.host),ca=\(ca),cert=\(cert),key=\(key)")
    try await pushAndPull(registry, credentials, tls: [context])
    let without = try RegistryTLSContext("host=\(registry.host),ca=\(ca)")
    let other = try await secure(.init(tls: true, clients: ca))
    let error = await #expect(throws: BuildError.self) {
      var context = without
      context.host = other.host
      _ = try await push(
        to: other, by: self.credentials([other.host: login("user", "password")]), tls: [context])
    }
    #expect(error?.cause is TokenFailure, "\(error?.message ?? "")")
  }

  @Test func theCommandTakesContextsOfTLS() async throws {
    let registry = try await secure()
    _ = try credentials([registry.host: login("user", "password")])
    try folder.write("FROM scratch\nCOPY Dockerfile /\n", to: "context/Dockerfile")
    let arguments = [
      "build", folder.path("context"), "-t", "\(registry.host)/tests/app:v1", "--push",
    ]
    let environment = ["DOCKER_CONFIG": folder.path as String?]
    let ca = try variable("BENTOKIT_TEST_TLS_CA")
    let context = ["--registry-auth-tlscontext", "host=\(registry.host),ca=\(ca)"]
    expectSuccess(try await Command(arguments + context, environment: environment).run())
    let outcome = try await Command(arguments, environment: environment).run()
    #expect(outcome.ending == .exited(1))
    #expect(outcome.errors.contains("the server's certificate is not trusted"), "\(outcome.errors)")
  }

  @Test func aMissingFileOfAContextIsNamedAtOnce() async throws {
    var request = try BuildRequest(dockerfile: "FROM scratch\n")
    request.registryTLS = [
      RegistryTLSContext(host: "h", certificateAuthority: folder.path("absent.pem"))
    ]
    let error = try await failure(of: request)
    #expect(error.code == .local)
    #expect(error.message.contains(folder.path("absent.pem")))
  }

  @Test func aRedirectIsFollowed() async throws {
    let registry = try await TokenRegistry(.init(post: 404, redirect: true))
    try await pushAndPull(registry, credentials([registry.host: login("user", "password")]))
    #expect(try registry.questions.contains { $0.status == 307 })
  }

  /// The name of the token server is known to the proxy alone.
  @Test(arguments: ["http", "https"])
  func aProxyLeadsToTheTokenServer(_ scheme: String) async throws {
    let proxy = try await TokenRegistry()
    await #expect(processExitsWith: .success) {
      [scheme = scheme as String, port = proxy.port as Int] in
      let place = "user:pass%3Aword@127.0.0.1:\(port)"
      setenv("HTTP_PROXY", "http://" + place, 1)
      setenv("HTTPS_PROXY", place, 1)
      let tests = try TokenTests()
      let registry = try await TokenRegistry(
        .init(tls: scheme == "https"), realm: { "\(scheme)://buildkit.test:\($0)/token" })
      let context = try RegistryTLSContext(
        "host=\(registry.host),ca=\(variable("BENTOKIT_TEST_TLS_CA"))")
      try await tests.pushAndPull(
        registry, tests.credentials([registry.host: tests.login("user", "password")]),
        tls: [context])
      #expect(try registry.questions.contains { $0.agent == "bentokit" && $0.status == 200 })
    }
    let asked = try proxy.questions
    #expect(!asked.isEmpty)
    #expect(asked.allSatisfy { $0.method == (scheme == "https" ? "CONNECT" : "POST") }, "\(asked)")
    #expect(asked.allSatisfy { $0.place?.hasPrefix("buildkit.test:") == true })
    #expect(asked.allSatisfy { $0.proxy == "Basic dXNlcjpwYXNzOndvcmQ=" })
  }
}
