import BuildKit
import Testing

/// Caches in registries, and within images.
@Suite(.takingTurns) struct RegistryCacheTests {
  private let text = unique()

  private func request() throws -> BuildRequest {
    try BuildRequest(dockerfile: "FROM \(busybox)\nRUN echo \(text) > /one\nRUN cat /one > /two\n")
  }

  private func name(_ part: String) throws -> String {
    "\(try variable("BENTOKIT_TEST_REGISTRY"))/\(part)-\(text):v1"
  }

  /// The same build on a daemon that has never built.
  private func cachedSteps(importing name: String) async throws -> Int {
    let daemon = try await TestDaemon()
    var request = try request()
    request.cache.imports = [.init(type: "registry", attributes: ["ref": name])]
    return try await daemon.client().build(request).cachedSteps
  }

  @Test(arguments: ["max", "min"])
  func aCacheInARegistryServesAnotherDaemon(_ mode: String) async throws {
    var request = try request()
    let name = try name("cache-\(mode)")
    request.cache.exports = [
      .init(type: "registry", attributes: ["ref": name, "mode": mode])
    ]
    _ = try await BuildKitClient.ofEnvironment().build(request)
    #expect(try await cachedSteps(importing: name) == 2)
  }

  @Test func aCacheWithinTheImageServesAnotherDaemon() async throws {
    var request = try request()
    let name = try name("inline")
    request.cache.exports = [.init(type: "inline")]
    request.exports = [.init(type: "image", attributes: ["name": name, "push": "true"])]
    _ = try await BuildKitClient.ofEnvironment().build(request)
    #expect(try await cachedSteps(importing: name) == 2)
  }

  @Test func aRegistryThatRefusesCostsTheBuildOnlyIfTheCacheMayNotFail() async throws {
    let name = "\(try variable("BENTOKIT_TEST_AUTH_REGISTRY"))/cache-\(text):v1"
    var request = try request()
    request.cache.exports = [
      .init(type: "registry", attributes: ["ref": name, "ignore-error": "true"])
    ]
    let client = try BuildKitClient.ofEnvironment()
    _ = try await client.build(request)
    request.ref = BuildRequest().ref
    request.cache.exports[0].attributes["ignore-error"] = nil
    _ = try await failure(of: request, on: client)
  }

  @Test func aRegistryWithoutTheCacheCostsNothing() async throws {
    var request = try request()
    request.cache.imports = [.init(type: "registry", attributes: ["ref": try name("missing")])]
    _ = try await BuildKitClient.ofEnvironment().build(request)
  }
}
