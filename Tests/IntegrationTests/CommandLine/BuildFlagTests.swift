import BuildKit
import FileTree
import FoundationEssentials
import Testing

/// What flags of `bentokit build` do to the image and where it comes from.
@Suite struct BuildFlagTests {
  private let text = unique()
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder(below: "/dev/shm")
    try folder.write("FROM scratch\nCOPY f /\n", to: "context/Dockerfile")
    try folder.write(text, to: "context/f")
  }

  private var context: String { folder.path("context") }

  private func build(_ arguments: [String], input: String? = nil) async throws -> Command.Outcome {
    let prefix = input.map { ["/bin/sh", "-c", "exec \"$@\" < '\($0)'", "sh"] } ?? []
    let outcome = try await Command(["build", "--progress", "plain"] + arguments).run(by: prefix)
    expectSuccess(outcome)
    return outcome
  }

  private func contents(_ name: String) throws -> String {
    String(decoding: try IntegrationTests.contents(of: folder.path(name)), as: UTF8.self)
  }

  private struct Descriptor: Decodable {
    var digest: String
    var annotations: [String: String]?
  }

  /// An index, or a manifest.
  private struct Manifest: Decodable {
    var annotations: [String: String]?
    var manifests: [Descriptor]?
  }

  private func manifest(_ text: String) throws -> Manifest {
    try JSONDecoder().decode(Manifest.self, from: Data(text.utf8))
  }

  private func pushed(_ name: String, tag: String) throws -> (header: String, manifest: Manifest) {
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    let answer = try HTTPAnswer(from: registry, path: "/v2/\(name)/manifests/\(tag)").text
    let start = try #require(answer.firstIndex(of: "{"))
    return (String(answer[..<start]), try manifest(String(answer[start...])))
  }

  @Test(arguments: [
    ("BUILDKIT_HOST", "BENTOKIT_BUILDCTL"),
    ("BENTOKIT_TEST_NEW_BUILDKIT_HOST", "BENTOKIT_NEW_BUILDCTL"),
  ])
  func theMetadataIsByteForByteThatOfBuildctl(_ host: String, _ program: String) async throws {
    let address = try variable(host)
    let output = "type=image,name=build/\(text)"
    _ = try await build([
      context, "--addr", address, "-o", output, "--metadata-file", folder.path("ours"),
    ])
    _ = try await Tool.buildctl(
      [
        "build", "--progress", "plain", "--frontend", "dockerfile.v0", "--local",
        "context=\(context)", "--local", "dockerfile=\(context)", "--output", output,
        "--metadata-file", folder.path("theirs"),
      ], at: address, program: program)
    #expect(try contents("ours").contains("\"containerimage.descriptor\": {"))
    #expect(try contents("ours") == contents("theirs"))
  }

  @Test(arguments: ["true", "false"])
  func anImageThatIsNotStoredIsInTheCacheAlone(_ isStored: String) async throws {
    let outcome = try await build([
      context, "-o", "type=image,name=build/\(text),store=\(isStored)",
    ])
    #expect(outcome.text.contains("kept in the builder's store") == (isStored == "true"))
    #expect(outcome.text.contains("only in the build cache") == (isStored == "false"))
  }

  @Test func eachTagIsPushedToTheRegistry() async throws {
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    let outcome = try await build([
      context, "-t", "\(registry)/build/\(text):1", "-t", "\(registry)/build/\(text):2", "--push",
    ])
    for tag in ["1", "2"] {
      let header = try pushed("build/\(text)", tag: tag).header
      let line = try #require(
        header.split(whereSeparator: \.isNewline).first { $0.contains("Docker-Content-Digest") })
      let digest = try #require(line.split(separator: " ").last)
      #expect(outcome.text.contains(digest), "\(outcome.text)")
    }
    try folder.write("FROM \(registry)/build/\(text):2\n", to: "again/Dockerfile")
    _ = try await build([folder.path("again"), "--output", folder.path("out")])
    #expect(try contents("out/f") == text)
  }

  @Test func annotationsAreInThePushedManifest() async throws {
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    _ = try await build([
      context, "-t", "\(registry)/build/\(text):1", "--push", "--annotation",
      "org.example.note=a,\"\(text)\"", "--annotation", "manifest:org.example.other=b=c",
    ])
    let annotations = try pushed("build/\(text)", tag: "1").manifest.annotations
    #expect(annotations?["org.example.note"] == "a,\"\(text)\"")
    #expect(annotations?["org.example.other"] == "b=c")
  }

  @Test func annotationsAreWhereTheirPlacesSay() async throws {
    _ = try await build([
      context, "--platform", "linux/amd64,linux/arm64", "--output",
      "type=oci,tar=false,dest=\(folder.path("layout"))",
      "--annotation", "index:place=index", "--annotation", "manifest:place=manifest",
      "--annotation", "manifest-descriptor[linux/arm64]:place=descriptor",
    ])
    func blob(_ descriptor: Descriptor) throws -> Manifest {
      try manifest(contents("layout/blobs/sha256/\(descriptor.digest.dropFirst(7))"))
    }
    let top = try #require(try manifest(contents("layout/index.json")).manifests?.first)
    let index = try blob(top)
    #expect(index.annotations?["place"] == "index")
    let manifests = try #require(index.manifests)
    #expect(manifests.contains { $0.annotations?["place"] == "descriptor" })
    #expect(!manifests.allSatisfy { $0.annotations?["place"] == "descriptor" })
    #expect(try manifests.contains { try blob($0).annotations?["place"] == "manifest" })
  }

  /// An Engine takes an image that it has, unless it is told to look for a newer one.
  @Test func aNewerBaseImageIsLookedForOnlyWhereThatIsAskedFor() async throws {
    let image = "\(try variable("BENTOKIT_TEST_REGISTRY"))/build/\(text):1"
    let socket = try variable("BENTOKIT_TEST_DOCKER_HOST").dropFirst("unix://".count)
    let engine = Endpoint.docker(.unix(path: String(socket)))
    _ = try await build([context, "-t", image, "--push"])
    var old = try BuildRequest(
      dockerfile: "FROM scratch\nCOPY f /\n", context: FileTree(files: ["f": "old \(text)"]))
    old.exports = [.init(type: "moby", attributes: ["name": image])]
    _ = try await BuildKitClient(endpoint: engine).build(old)

    try folder.write("FROM \(image)\n", to: "again/Dockerfile")
    for (flags, expected) in [([], "old \(text)"), (["--pull"], text)] {
      _ = try await build(
        [folder.path("again"), "--addr", "\(engine)", "--output", folder.path("out")] + flags)
      #expect(try contents("out/f") == expected)
    }
  }

  @Test func aLayoutThatIsNamedIsABaseImage() async throws {
    _ = try await build([
      context, "-t", "base:x", "--output", "type=oci,tar=false,dest=\(folder.path("layout"))",
    ])
    let index = try manifest(contents("layout/index.json"))
    let digest = try #require(index.manifests?.first?.digest)
    try folder.write("FROM base\nCOPY f /copy\n", to: "again/Dockerfile")
    try folder.write("copied", to: "again/f")
    _ = try await build([
      "--frontend", "dockerfile.v0", "--local", "context=\(folder.path("again"))", "--local",
      "dockerfile=\(folder.path("again"))", "--oci-layout", "store=\(folder.path("layout"))",
      "--opt", "context:base=oci-layout://store@\(digest)", "--output", folder.path("out"),
    ])
    #expect(try contents("out/f") == text)
    #expect(try contents("out/copy") == "copied")
  }

  @Test func aGraphFromStandardInputIsBuilt() async throws {
    let state = LLBState.image(busybox).run(shell: "cat /src/f | tr a-z A-Z > /out/made") {
      $0.mount(.readOnly(.local("src")), at: "/src")
      $0.mount(.result(.scratch), at: "/out")
    }.output(of: "/out").files(.copy(from: .local("src"), "/f", to: "/f"))
    try folder.write(try state.definition().bytes, at: Array("graph".utf8))
    _ = try await build(
      ["--local", "src=\(context)", "--output", folder.path("out")],
      input: folder.path("graph"))
    #expect(try contents("out/f") == text)
    #expect(try contents("out/made") == text.uppercased())
    #expect(ScratchFolder.names(in: Array(folder.path("out").utf8)).count == 2)
  }
}
