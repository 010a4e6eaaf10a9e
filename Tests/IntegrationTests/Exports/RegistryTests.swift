import BuildKit
import FileTree
import FoundationEssentials
import Testing

/// Images that go to a registry, and come from one.
@Suite(.takingTurns) struct RegistryTests {
  private let text = unique()

  private func pushing(to registry: String) throws -> (request: BuildRequest, name: String) {
    var request = try BuildRequest(
      dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(files: ["file": text]))
    let name = "\(registry)/tests/\(text):v1"
    request.exports = [.init(type: "image", attributes: ["name": name, "push": "true"])]
    return (request, name)
  }

  /// A folder with a `config.json` that knows one password.
  private func dockerFolder(password: String) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    let user = try variable("BENTOKIT_TEST_AUTH_USERNAME")
    let registry = try variable("BENTOKIT_TEST_AUTH_REGISTRY")
    let auth = Data("\(user):\(password)".utf8).base64EncodedString()
    try folder.write(#"{"auths": {"\#(registry)": {"auth": "\#(auth)"}}}"#, to: "config.json")
    return folder
  }

  @Test func anImageIsPushedUnderItsDigest() async throws {
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    let (request, _) = try pushing(to: registry)
    let result = try await BuildKitClient.ofEnvironment().build(request)
    let digest = try #require(result.imageDigest)
    let answer = try HTTPAnswer(from: registry, path: "/v2/tests/\(text)/manifests/v1")
    #expect(answer.text.contains(digest))
  }

  @Test func credentialsOpenARegistryToPushAndPull() async throws {
    let folder = try dockerFolder(password: variable("BENTOKIT_TEST_AUTH_PASSWORD"))
    let credentials = DockerConfiguration(folder: folder.path)
    var (request, name) = try pushing(to: variable("BENTOKIT_TEST_AUTH_REGISTRY"))
    request.registryCredentials = credentials
    let pushed = try await BuildKitClient.ofEnvironment().build(request)
    let digest = try #require(pushed.imageDigest)
    var pulling = try BuildRequest(dockerfile: "FROM \(name)@\(digest)\n")
    pulling.registryCredentials = credentials
    #expect(try await pulling.builtFiles().text("file") == text)
  }

  @Test func aWrongPasswordIsRefused() async throws {
    let folder = try dockerFolder(password: "wrong")
    let registry = try variable("BENTOKIT_TEST_AUTH_REGISTRY")
    var (request, _) = try pushing(to: registry)
    request.registryCredentials = DockerConfiguration(folder: folder.path)
    try await expectRefusal(request, by: registry)
  }

  @Test func noPasswordIsRefused() async throws {
    let folder = try ScratchFolder()
    let registry = try variable("BENTOKIT_TEST_AUTH_REGISTRY")
    var (request, _) = try pushing(to: registry)
    request.registryCredentials = DockerConfiguration(folder: folder.path)
    try await expectRefusal(request, by: registry)
  }

  private func expectRefusal(
    _ request: BuildRequest, by registry: String, _ location: SourceLocation = #_sourceLocation
  ) async throws {
    let error = try await failure(of: request, location)
    #expect(error.code == .permissionDenied, "\(error)", sourceLocation: location)
    #expect(error.message.contains(registry), "\(error)", sourceLocation: location)
    #expect(error.message.contains("401"), "\(error)", sourceLocation: location)
  }

  @Test func aBrokenDockerConfigurationIsNamed() async throws {
    let folder = try ScratchFolder()
    try folder.write("{", to: "config.json")
    var (request, _) = try pushing(to: variable("BENTOKIT_TEST_AUTH_REGISTRY"))
    request.registryCredentials = DockerConfiguration(folder: folder.path)
    let error = try await failure(of: request)
    #expect(error.code == .local)
    #expect(error.message.contains(folder.path("config.json")))
  }

  @Test func aBaseImageThatDoesNotExistIsNamed() async throws {
    let name = "\(try variable("BENTOKIT_TEST_REGISTRY"))/absent-\(text):v1"
    let error = try await failure(of: BuildRequest(dockerfile: "FROM \(name)\n"))
    #expect(error.code == .notFound)
    #expect(error.message.contains(name))
  }
}
