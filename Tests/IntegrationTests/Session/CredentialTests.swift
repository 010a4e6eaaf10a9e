import BuildKit
import FileTree
import Testing

/// Where the credentials come from by which images are pushed to a registry and pulled from it.
@Suite(.takingTurns) struct CredentialTests {
  private let folder: ScratchFolder
  private let registry: String
  private let username: String
  private let password: String

  init() throws {
    folder = try ScratchFolder()
    registry = try variable("BENTOKIT_TEST_AUTH_REGISTRY")
    username = try variable("BENTOKIT_TEST_AUTH_USERNAME")
    password = try variable("BENTOKIT_TEST_AUTH_PASSWORD")
  }

  private var configuration: DockerConfiguration {
    let path = "\(folder.path):/usr/bin:/bin"
    return DockerConfiguration(folder: folder.path) { $0 == "PATH" ? path : nil }
  }

  /// Pushes an image and pulls it again.
  private func pushAndPull() async throws {
    let text = unique()
    var pushing = try BuildRequest(
      dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(files: ["file": text]))
    let name = "\(registry)/tests/\(text):v1"
    pushing.exports = [.init(type: "image", attributes: ["name": name, "push": "true"])]
    pushing.registryCredentials = configuration
    let pushed = try await BuildKitClient.ofEnvironment().build(pushing)
    let digest = try #require(pushed.imageDigest)
    var pulling = try BuildRequest(dockerfile: "FROM \(name)@\(digest)\n")
    pulling.registryCredentials = configuration
    #expect(try await pulling.builtFiles().text("file") == text)
  }

  @Test(arguments: ["credHelpers", "credsStore"])
  func aHelperProgramOpensARegistry(_ key: String) async throws {
    let value = key == "credsStore" ? #""kept""# : #"{"\#(registry)": "kept"}"#
    try folder.write(#"{"\#(key)": \#(value)}"#, to: "config.json")
    try folder.write(
      """
      #!/bin/sh
      read server
      test "$1 $server" = "get \(registry)" || exit 1
      echo '{"ServerURL": "\(registry)", "Username": "\(username)", "Secret": "\(password)"}'
      """, to: "docker-credential-kept", mode: 0o755)
    try await pushAndPull()
  }

  @Test func aHelperThatFailsIsNamedWithItsWords() async throws {
    try folder.write(#"{"credsStore": "locked"}"#, to: "config.json")
    try folder.write(
      "#!/bin/sh\necho 'the vault is locked' >&2; exit 1\n", to: "docker-credential-locked",
      mode: 0o755)
    var request = try BuildRequest(dockerfile: "FROM \(registry)/absent-\(unique()):v1\n")
    request.registryCredentials = configuration
    let error = try await failure(of: request)
    #expect(error.code == .local)
    #expect(error.cause is CredentialHelperFailure)
    #expect(error.message.contains("docker-credential-locked"))
    #expect(error.message.contains("the vault is locked"))
  }

  /// One that knows nothing is as good as no credentials.
  @Test func aHelperThatKnowsNothingIsNoFailureOfItsOwn() async throws {
    try folder.write(#"{"credsStore": "empty"}"#, to: "config.json")
    try folder.write(
      "#!/bin/sh\necho 'credentials not found in native keychain'; exit 1\n",
      to: "docker-credential-empty", mode: 0o755)
    var request = try BuildRequest(dockerfile: "FROM \(registry)/absent-\(unique()):v1\n")
    request.registryCredentials = configuration
    let error = try await failure(of: request)
    #expect(error.code == .permissionDenied)
    #expect(error.message.contains("401"))
  }
}
