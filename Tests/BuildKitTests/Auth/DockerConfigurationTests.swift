import FoundationEssentials
import Testing

@testable import BuildKit

/// Docker's `config.json`, as Docker reads it.
@Suite struct DockerConfigurationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func configuration(_ variables: [String: String] = [:]) -> DockerConfiguration {
    DockerConfiguration(folder: folder.path) { variables[$0] }
  }

  private func credential(
    _ json: String, for host: String, scopes: [String] = [], _ variables: [String: String] = [:]
  ) async throws -> RegistryCredential? {
    try folder.write(json, to: "config.json")
    return try await configuration(variables)
      .credentials(for: RegistryAccess(host: host, scopes: scopes))
  }

  private static let known = RegistryCredential(username: "user", secret: "pass:word")
  /// `user:pass:word`
  private static let auth = #"{"auth": "dXNlcjpwYXNzOndvcmQ="}"#

  @Test(arguments: [
    (#"{"auths": {"reg.example": AUTH}}"#, "reg.example"),
    (#"{"auths": {"reg.example:5000": AUTH}}"#, "reg.example:5000"),
    (#"{"auths": {"https://reg.example": AUTH}}"#, "reg.example"),
    (#"{"auths": {"https://reg.example/v1/": AUTH}}"#, "reg.example"),
    (#"{"auths": {"http://reg.example:81/v2/": AUTH}}"#, "reg.example:81"),
    (#"{"auths": {"reg.example/v1/": AUTH}}"#, "reg.example"),
    (#"{"auths": {"https://index.docker.io/v1/": AUTH}}"#, "registry-1.docker.io"),
    (#"{"auths": {"https://index.docker.io/v1/": AUTH}}"#, "docker.io"),
    (#"{"auths": {"docker.io": AUTH}}"#, "registry-1.docker.io"),
    (#"{"auths": {"registry-1.docker.io": AUTH}}"#, "index.docker.io"),
    (#"{"auths": {"https://index.docker.io/v1/": AUTH}}"#, "dhi.io"),
    (#"{"auths": {"reg.example": {"username": "user", "password": "pass:word"}}}"#, "reg.example"),
    // Padded by old versions.
    (#"{"auths": {"reg.example": {"auth": "dXNlcjpwYXNzOndvcmQAAAA="}}}"#, "reg.example"),
    (
      #"{"auths": {"reg.example": AUTH, "reg.example@push": {"auth": "b3RoZXI6eA=="}}}"#,
      "reg.example"
    ),
    (
      #"{"credsStore": "", "auths": {"reg.example": AUTH}, "proxies": {}, "x": [1]}"#, "reg.example"
    ),
  ])
  func anEntryIsFound(_ json: String, _ host: String) async throws {
    let json = json.replacing("AUTH", with: Self.auth)
    #expect(try await credential(json, for: host) == Self.known)
  }

  @Test(arguments: [
    ("", "reg.example"), ("{}", "reg.example"), (#"{"auths": {}}"#, "reg.example"),
    (#"{"auths": {"reg.example": {}}}"#, "reg.example"),
    (#"{"auths": {"other.example": AUTH}}"#, "reg.example"),
    (#"{"auths": {"reg.example": AUTH}}"#, "reg.example:5000"),
    (#"{"auths": {"reg.example": AUTH}}"#, "registry-1.docker.io"),
    (#"{"auths": {"reg.example/team": AUTH}}"#, "reg.example"),
    (#"{"auths": {"reg.example@push": AUTH}}"#, "reg.example"),
  ])
  func whatIsForSomethingElseIsNotGiven(_ json: String, _ host: String) async throws {
    let json = json.replacing("AUTH", with: Self.auth)
    #expect(try await credential(json, for: host) == nil)
  }

  @Test func aMissingFileHoldsNothing() async throws {
    let access = RegistryAccess(host: "reg.example")
    #expect(try await configuration().credentials(for: access) == nil)
    #expect(try await !configuration().holdsCredentials(for: "reg.example"))
  }

  @Test func anIdentityTokenGoesBeforeAPassword() async throws {
    let json = #"{"auths": {"h": {"auth": "dTpw", "identitytoken": "token"}}}"#
    #expect(try await credential(json, for: "h") == .identityToken("token"))
  }

  @Test func aRegistryTokenIsKept() async throws {
    let json = #"{"auths": {"h": {"auth": "dTpw", "registrytoken": "bearer"}}}"#
    #expect(
      try await credential(json, for: "h")
        == RegistryCredential(username: "u", secret: "p", registryToken: "bearer"))
  }

  @Test(arguments: [
    ("{", "not readable as JSON"), ("[]", "not readable as JSON"),
    (#"{"auths": {"h": {"auth": "dTpw"}}, "credHelpers": 5}"#, "not readable as JSON"),
    (#"{"auths": {"h": {"auth": "%"}}}"#, "auths → h → auth"),
    (#"{"auths": {"h": {"auth": "bm9jb2xvbg=="}}}"#, "auths → h → auth"),
    (#"{"auths": {"h": {"auth": "Om5vdXNlcg=="}}}"#, "auths → h → auth"),
  ])
  func aFileThatCantBeUsedIsNamed(_ json: String, _ reason: String) async throws {
    let error = try #require(
      await #expect(throws: DockerConfiguration.InvalidFile.self) {
        _ = try await credential(json, for: "h")
      })
    #expect(error.path == folder.path("config.json"))
    #expect(error.reason.contains(reason))
  }

  @Test func theVariableGoesBeforeTheFile() async throws {
    let variables = ["DOCKER_AUTH_CONFIG": #"{"auths": {"h": {"auth": "djp3"}}}"#]
    let json = #"{"auths": {"h": {"auth": "dTpw"}, "i": {"auth": "dTpw"}}}"#
    #expect(try await credential(json, for: "h", variables)?.username == "v")
    #expect(try await credential(json, for: "i", variables)?.username == "u")
  }

  @Test func aBrokenVariableIsNamed() async throws {
    let error = try #require(
      await #expect(throws: DockerConfiguration.InvalidFile.self) {
        _ = try await credential("{}", for: "h", ["DOCKER_AUTH_CONFIG": "{"])
      })
    #expect(error.path == "DOCKER_AUTH_CONFIG")
  }

  // MARK: Parts of registries

  @Test(arguments: [
    (["repository:team/app:pull"], "whole"),
    (["repository:team/app:pull,push"], "app-push"),
    (["repository:team/other:pull,push"], "any-push"),
    (["repository:team/lib:pull"], "lib"),
    (["repository:base:pull", "repository:team/app:pull,push"], "app-push"),
    ([], "whole"),
  ])
  func entriesForPartsOfARegistryAreFound(_ scopes: [String], _ expected: String) async throws {
    let keys = [
      "h": "whole", "h/team/app@push": "app-push", "h@push": "any-push", "h/team/lib": "lib",
    ]
    let entries = keys.map { #""\#($0)": {"username": "\#($1)", "password": "p"}"# }
    let json = #"{"auths": {\#(entries.joined(separator: ","))}}"#
    #expect(try await credential(json, for: "h", scopes: scopes)?.username == expected)
  }

  @Test(arguments: [
    (["repository:team/app:pull,push"], "app-push"), (["repository:team/app:pull"], "whole"),
    (["repository:single:pull"], "single"), (["repository:x:pull,push"], "any-push"),
    (["repository:../h:pull"], "whole"),
  ])
  func foldersForPartsOfARegistryAreFound(_ scopes: [String], _ expected: String) async throws {
    let folders = [
      "h/team/app@push": "app-push", "h/@push": "any-push", "h/single": "single",
      "other@pull": "no",
    ]
    for (name, user) in folders {
      try folder.write(
        #"{"auths": {"h": {"username": "\#(user)", "password": "p"}}}"#,
        to: "buildx/config/\(name)/config.json")
    }
    let json = #"{"auths": {"h": {"username": "whole", "password": "p"}}}"#
    #expect(try await credential(json, for: "h", scopes: scopes)?.username == expected)
  }

  @Test func theFolderOfPartsIsThatOfBuildx() async throws {
    try folder.write(
      #"{"auths": {"h": {"username": "moved", "password": "p"}}}"#,
      to: "elsewhere/config/h@push/config.json")
    let found = try await credential(
      "{}", for: "h", scopes: ["repository:a:push"], ["BUILDX_CONFIG": folder.path("elsewhere")])
    #expect(found?.username == "moved")
  }

  @Test(arguments: [#"{"auths": {"h/a@push": {"auth": "dTpw"}}}"#, "{}"])
  func credentialsForAPartCountAsCredentials(_ json: String) async throws {
    try folder.write(json, to: "config.json")
    if json == "{}" { try folder.write("{}", to: "buildx/config/h/a/config.json") }
    #expect(try await configuration().holdsCredentials(for: "h"))
    #expect(try await !configuration().holdsCredentials(for: "i"))
  }

  // MARK: Proxies

  @Test(arguments: [
    ("{}", [:]), (#"{"proxies": {}}"#, [:]), (#"{"proxies": {"default": {}}}"#, [:]),
    (
      #"{"proxies": {"default": {"httpProxy": "a", "httpsProxy": "b", "noProxy": "c", "x": 1}}}"#,
      ["HTTP_PROXY": "a", "HTTPS_PROXY": "b", "NO_PROXY": "c"]
    ),
    (
      #"{"proxies": {"default": {"ftpProxy": "a", "allProxy": "b", "httpProxy": ""}}}"#,
      ["FTP_PROXY": "a"]
    ),
    (
      #"{"proxies": {"default": {"httpProxy": "a"}, "tcp://h:1": {"httpsProxy": "b"}}}"#,
      ["HTTPS_PROXY": "b"]
    ),
    (
      #"{"proxies": {"default": {"httpProxy": "a"}, "tcp://other:1": {"httpsProxy": "b"}}}"#,
      ["HTTP_PROXY": "a"]
    ),
  ])
  func proxiesAreThoseOfTheDaemon(_ json: String, _ expected: [String: String]) async throws {
    try folder.write(json, to: "config.json")
    #expect(try await configuration().proxyArguments(for: .tcp(host: "h", port: 1)) == expected)
  }

  /// Docker's own programs know an Engine by its host, which is also how they write it into messages.
  @Test(arguments: [
    ("docker:///run/e.sock", "docker:///run/e.sock", true),
    ("docker:///run/e.sock", "unix:///run/e.sock", true),
    ("docker:///run/e.sock", "unix:///var/run/docker.sock", false),
    ("docker://h:2375", "tcp://h:2375", true), ("docker://[::1]:2375", "tcp://[::1]:2375", true),
    ("docker://", "unix:///var/run/docker.sock", true),
    ("docker://default", "unix:///var/run/docker.sock", true),
    ("docker://remote", "tcp://remote.test", true),
    ("docker://remote", "tcp://remote.test:2375", true),
    ("docker://absent", "unix:///var/run/docker.sock", false),
    ("tcp://h:2375", "unix:///var/run/docker.sock", false),
  ])
  func anEnginesProxiesAreFoundByDockersNameForIt(
    _ address: String, _ name: String, _ isMeant: Bool
  ) async throws {
    let digest = try DockerContexts.folderName(of: "remote")
    try folder.write(
      #"{"Name":"remote","Endpoints":{"docker":{"Host":"tcp://remote.test"}}}"#,
      to: "contexts/meta/\(digest)/meta.json")
    try folder.write(
      #"{"proxies": {"default": {"httpProxy": "all"}, "\#(name)": {"httpProxy": "its"}}}"#,
      to: "config.json")
    let found = try await configuration().proxyArguments(for: try Endpoint(address))
    #expect(found == ["HTTP_PROXY": isMeant ? "its" : "all"])
  }

  @Test func proxiesThatMakeNoSenseAreTold() async throws {
    try folder.write(#"{"proxies": {"default": {"httpProxy": 5}}}"#, to: "config.json")
    await #expect(throws: DockerConfiguration.InvalidFile.self) {
      _ = try await configuration().proxyArguments()
    }
  }
}
