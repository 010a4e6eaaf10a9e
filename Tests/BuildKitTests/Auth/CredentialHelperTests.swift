import BuildKit
import Glibc
import Testing

/// Programs that keep credentials for Docker.
@Suite struct CredentialHelperTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Asks a program that does what a script says.
  private func credential(
    _ script: String?, for host: String = "h",
    configuration json: String = #"{"credsStore": "kept"}"#
  ) async throws -> RegistryCredential? {
    try folder.write(json, to: "config.json")
    if let script { try folder.writeScript(script, to: "bin/docker-credential-kept") }
    return try await configuration.credentials(for: RegistryAccess(host: host))
  }

  private var configuration: DockerConfiguration {
    let path = folder.path("bin")
    return DockerConfiguration(folder: folder.path) { $0 == "PATH" ? path : nil }
  }

  /// Answers with its argument and what it read.
  private static let echoing = """
    read server; echo "$server" >> "$0.asked"
    printf '{"ServerURL": "%s", "Username": "%s", "Secret": "%s"}' "$server" "$1" "$server"
    """

  @Test(arguments: [
    ("reg.example", "reg.example"), ("reg.example:5000", "reg.example:5000"),
    ("registry-1.docker.io", "https://index.docker.io/v1/"),
    ("docker.io", "https://index.docker.io/v1/"),
  ])
  func itIsAskedForTheServer(_ host: String, _ server: String) async throws {
    #expect(
      try await credential(Self.echoing, for: host)
        == RegistryCredential(username: "get", secret: server))
  }

  @Test(arguments: [
    (#"{"credHelpers": {"h": "kept"}}"#, true), (#"{"credHelpers": {"i": "kept"}}"#, false),
    (#"{"credHelpers": {"h": "kept"}, "credsStore": "absent"}"#, true),
    (#"{"credHelpers": {"i": "absent"}, "credsStore": "kept"}"#, true),
    (#"{"credHelpers": {"h": ""}, "credsStore": "kept"}"#, false),
  ])
  func theProgramOfARegistryGoesBeforeThatOfAll(_ json: String, _ isAsked: Bool) async throws {
    #expect((try await credential(Self.echoing, configuration: json) != nil) == isAsked)
  }

  @Test func aTokenIsAnIdentityToken() async throws {
    #expect(
      try await credential(#"echo '{"Username": "<token>", "Secret": "abc"}'"#)
        == .identityToken("abc"))
  }

  @Test func nothingKeptIsNoError() async throws {
    let script = "echo 'credentials not found in native keychain'; exit 1"
    #expect(try await credential(script) == nil)
  }

  @Test func whatTheFileHoldsBesideAProgramIsNotUsed() async throws {
    let script = "echo 'credentials not found in native keychain'; exit 1"
    let json = #"{"credsStore": "kept", "auths": {"h": {"auth": "dTpw"}}}"#
    #expect(try await credential(script, configuration: json) == nil)
  }

  @Test(arguments: [
    ("echo 'the vault is locked' >&2; exit 3", "the vault is locked"),
    ("echo 'no credentials server URL'; exit 1", "no credentials server URL"),
    ("exit 7", "status 7"), ("kill -9 $$", "signal 9"), ("echo hello", "not the JSON"),
    ("echo '{}'", "not the JSON"), ("echo '{\"Secret\": 5}'", "not the JSON"),
    ("exec yes", "more than 1048576 bytes"),
  ])
  func aFailureSaysWhichProgramAndWhy(_ script: String, _ reason: String) async throws {
    let error = try #require(
      await #expect(throws: CredentialHelperFailure.self) { _ = try await credential(script) })
    #expect(error.program == "docker-credential-kept")
    #expect(error.server == "h")
    #expect("\(error)".contains(reason), "\(error)")
    #expect(!"\(error)".contains("\n"))
  }

  @Test func aMissingProgramIsNamed() async throws {
    let error = await #expect(throws: CredentialHelperFailure.self) {
      _ = try await credential(nil)
    }
    #expect(error?.description.contains("not on PATH") == true)
  }

  @Test func aNameIsNoPath() async throws {
    try folder.writeScript(Self.echoing, to: "bin/docker-credential-x/evil")
    let error = await #expect(throws: CredentialHelperFailure.self) {
      _ = try await credential(nil, configuration: #"{"credsStore": "x/evil"}"#)
    }
    #expect(error?.reason.contains("no name of a program") == true)
  }

  @Test func aProgramIsAskedOnceForAWhile() async throws {
    try folder.write(#"{"credsStore": "kept"}"#, to: "config.json")
    try folder.writeScript(Self.echoing, to: "bin/docker-credential-kept")
    let configuration = configuration
    try await withThrowingTaskGroup { group in
      for number in 0..<20 {
        group.addTask {
          let access = RegistryAccess(host: "host-\(number % 2)")
          let found = try await configuration.credentials(for: access)
          #expect(found?.username == "get")
        }
      }
      try await group.waitForAll()
    }
    let asked = folder.text("bin/docker-credential-kept.asked").split(separator: "\n")
    #expect(asked.sorted() == ["host-0", "host-1"])
  }

  @Test func whatIsNotKeptIsAskedForAgain() async throws {
    let script = "echo 'credentials not found in native keychain'; exit 1"
    try folder.write(#"{"credsStore": "kept"}"#, to: "config.json")
    try folder.writeScript(script, to: "bin/docker-credential-kept")
    let configuration = configuration
    #expect(try await configuration.credentials(for: RegistryAccess(host: "h")) == nil)
    try folder.writeScript(Self.echoing, to: "bin/docker-credential-kept")
    #expect(try await configuration.credentials(for: RegistryAccess(host: "h")) != nil)
  }

  @Test func cancellingEndsTheProgram() async throws {
    try folder.write(#"{"credsStore": "kept"}"#, to: "config.json")
    try folder.writeScript(
      "touch $0.began; sleep 1000 & wait; touch $0.ended", to: "bin/docker-credential-kept")
    let configuration = configuration
    let asking = Task { try await configuration.credentials(for: RegistryAccess(host: "h")) }
    while access(folder.path("bin/docker-credential-kept.began"), F_OK) != 0 {
      try await Task.sleep(for: .milliseconds(5))
    }
    asking.cancel()
    await #expect(throws: CancellationError.self) { _ = try await asking.value }
  }
}
