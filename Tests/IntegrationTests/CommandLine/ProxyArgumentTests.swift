import BentoContainer
import BuildKit
import Testing

/// The proxies of Docker's configuration, for the steps of `bentokit build`.
@Suite struct ProxyArgumentTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder(below: "/dev/shm") }

  /// What a step sees.
  private func seen(_ arguments: [String], on daemon: String) async throws -> String {
    try folder.write(
      """
      FROM \(busybox)
      RUN echo -n $HTTP_PROXY $https_proxy $no_proxy \(unique()) > /made
      """, to: "Dockerfile")
    let output = folder.path("o.tar")
    let outcome = try await Command(
      ["build", "--output", "type=tar,dest=\(output)"] + arguments,
      environment: ["BUILDKIT_HOST": try variable(daemon), "DOCKER_CONFIG": folder.path]
    ).run()
    expectSuccess(outcome)
    return try Tar(output).text("made")
  }

  /// By both names that a proxy has.
  @Test(arguments: ["BUILDKIT_HOST", "BENTOKIT_TEST_NEW_BUILDKIT_HOST"])
  func stepsSeeThem(_ daemon: String) async throws {
    try folder.write(
      """
      {"proxies": {"default": {"httpProxy": "http://one:1", "httpsProxy": "http://two:2"},
        "unix:///nowhere": {"noProxy": "three"}}}
      """, to: "config.json")
    #expect(try await seen([folder.path], on: daemon).hasPrefix("http://one:1 http://two:2 "))
    let given = [folder.path, "--build-arg", "http_proxy=http://mine:3"]
    #expect(try await seen(given, on: daemon).hasPrefix("http://mine:3 http://two:2 "))
    // As buildctl does, which knows nothing of them.
    let locals = ["context=\(folder.path)", "dockerfile=\(folder.path)"]
    let plain = ["--frontend", "dockerfile.v0"] + locals.flatMap { ["--local", $0] }
    #expect(try await !seen(plain, on: daemon).contains("http"))
  }

  @Test func thoseOfTheDaemonGoFirst() async throws {
    let address = try variable("BUILDKIT_HOST")
    try folder.write(
      #"{"proxies": {"default": {"httpProxy": "one"}, "\#(address)": {"httpsProxy": "two"}}}"#,
      to: "config.json")
    #expect(try await seen([folder.path], on: "BUILDKIT_HOST").hasPrefix("two "))
  }

  @Test(arguments: ["HTTP_PROXY=mine", "http_proxy=mine", "http_proxy"])
  func oneThatIsGivenStands(_ argument: String) async throws {
    try folder.write(
      #"{"proxies": {"default": {"httpProxy": "one", "noProxy": "two"}}}"#, to: "config.json")
    var options: AdditionalOptions = ["build_arg": .texts(["A=b", argument])]
    try await options.addProxies(for: nil, of: DockerConfiguration(folder: folder.path))
    #expect(options["build_arg"] == .texts(["A=b", argument, "NO_PROXY=two"]))
  }
}
