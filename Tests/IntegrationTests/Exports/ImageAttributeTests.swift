import BuildKit
import FileTree
import FoundationEssentials
import Testing

/// What the attributes of exporters do, looked at in a registry and in archives.
@Suite(.takingTurns) struct ImageAttributeTests {
  private let text = unique()

  private func request() throws -> BuildRequest {
    try BuildRequest(
      dockerfile: "FROM scratch\nCOPY file /\n", context: FileTree(files: ["file": text]))
  }

  /// Pushes an image with some attributes; its manifest, and what the build reports.
  private func push(
    _ attributes: [String: String], reference: String = "v1"
  ) async throws -> (manifest: String, result: BuildResult) {
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    var request = try request()
    var all = ["name": "\(registry)/tests/\(text):v1", "push": "true"]
    all.merge(attributes) { $1 }
    request.exports = [.init(type: "image", attributes: all)]
    let result = try await BuildKitClient.ofEnvironment().build(request)
    let reference = reference == "digest" ? result.imageDigest ?? "" : reference
    let answer = try HTTPAnswer(
      from: registry, path: "/v2/tests/\(text)/manifests/\(reference)")
    return (answer.text, result)
  }

  /// Attributes, what the manifest says with them, and what it doesn't say.
  static let facts: [([String: String], String, String?)] = [
    ([:], "manifest", "annotations"),
    (
      ["oci-mediatypes": "true"], "application/vnd.oci.image.manifest.v1+json",
      "docker.distribution"
    ),
    (
      ["oci-mediatypes": "false"], "application/vnd.docker.distribution.manifest.v2+json",
      "oci.image"
    ),
    (
      ["compression": "uncompressed", "force-compression": "true", "oci-mediatypes": "true"],
      "application/vnd.oci.image.layer.v1.tar\"", "tar+gzip"
    ),
    (
      ["compression": "gzip", "compression-level": "9", "oci-mediatypes": "true"],
      "application/vnd.oci.image.layer.v1.tar+gzip", nil
    ),
    (
      [
        "compression": "zstd", "compression-level": "3", "force-compression": "true",
        "oci-mediatypes": "true",
      ],
      "application/vnd.oci.image.layer.v1.tar+zstd", "tar+gzip"
    ),
    (
      ["annotation.org.example.note": "kept,\"quoted\"", "oci-mediatypes": "true"],
      #""org.example.note":"kept,\"quoted\"""#, nil
    ),
    (
      ["annotation-manifest.note": "m", "oci-mediatypes": "true"], #""note":"m""#, nil
    ),
    (["registry.insecure": "true"], "manifest", nil),
    (["store": "false"], "manifest", nil), (["unpack": "true"], "manifest", nil),
    (["buildinfo": "false", "attestation-inline": "true"], "manifest", nil),
  ]

  @Test(arguments: facts.indices)
  func theManifestIsAsTheAttributesSay(_ index: Int) async throws {
    let (attributes, said, unsaid) = Self.facts[index]
    let (manifest, result) = try await push(attributes)
    #expect(manifest.contains("200 OK"), "\(manifest)")
    #expect(manifest.contains(try #require(result.imageDigest)))
    let body = manifest.split(separator: "\r\n\r\n").last ?? ""
    let folded = body.filter { $0 != "\n" && $0 != " " || said.contains(" ") }
    #expect(folded.contains(said) || body.contains(said), "\(attributes): \(body)")
    if let unsaid { #expect(!body.contains(unsaid), "\(attributes): \(body)") }
  }

  /// By a newer daemon: one of 0.13 that is built with a recent Go ends itself over it.
  @Test func layersMayBeReadPieceByPiece() async throws {
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    var request = try request()
    request.exports = [
      .init(
        type: "image",
        attributes: [
          "name": "\(registry)/tests/\(text):v1", "push": "true", "compression": "estargz",
          "force-compression": "true", "oci-mediatypes": "true",
        ])
    ]
    let client = try BuildKitClient(
      endpoint: Endpoint(try variable("BENTOKIT_TEST_NEW_BUILDKIT_HOST")))
    let digest = try #require(try await client.build(request).imageDigest)
    let answer = try HTTPAnswer(from: registry, path: "/v2/tests/\(text)/manifests/\(digest)")
    #expect(answer.text.contains("containerd.io/snapshot/stargz/toc.digest"), "\(answer.text)")
  }

  @Test func anImagePushedByItsDigestHasNoTag() async throws {
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    let (manifest, _) = try await push(
      ["name": "\(registry)/tests/\(text)", "push-by-digest": "true"], reference: "digest")
    #expect(manifest.contains("200 OK"))
    let tag = try HTTPAnswer(from: registry, path: "/v2/tests/\(text)/manifests/latest")
    #expect(tag.text.contains("404 Not Found"))
  }

  @Test func timesCanBeRewritten() async throws {
    let folder = try ScratchFolder(below: "/dev/shm")
    var digests: [String?] = []
    for number in 0..<2 {
      var request = try request()
      // Before any file's own time: times are only ever moved back.
      request.frontendAttributes["build-arg:SOURCE_DATE_EPOCH"] = "1"
      let path = folder.path("\(number).tar")
      request = try request.exporting(
        "oci", to: path, ImageArchive.uncompressed.merging(["rewrite-timestamp": "true"]) { $1 })
      digests.append(try await BuildKitClient.ofEnvironment().build(request).imageDigest)
      let archive = try ImageArchive(path, scratch: folder)
      #expect(try archive.layers.first?.text("file") == text)
      // In octal digits, as a header of a tar has it.
      #expect(try String(decoding: contents(of: path), as: UTF8.self).contains("00000000001\0"))
    }
    #expect(digests[0] != nil && digests[0] == digests[1])
  }

  @Test func severalExportsOfAllKindsAreEachWhole() async throws {
    let folder = try ScratchFolder(below: "/dev/shm")
    let registry = try variable("BENTOKIT_TEST_REGISTRY")
    var request = try request()
      .exporting("tar", to: folder.path("files.tar"))
      .exporting("docker", to: folder.path("docker.tar"), ImageArchive.uncompressed)
    request.exports += [
      .init(type: "local", output: try ExportOutput(folder: folder.path("files"))),
      .init(type: "oci", output: try ExportOutput(layout: folder.path("layout"))),
      .init(
        type: "image", attributes: ["name": "\(registry)/tests/\(text):v1", "push": "true"]),
    ]
    _ = try await BuildKitClient.ofEnvironment().build(request)
    #expect(try Tar(folder.path("files.tar")).text("file") == text)
    #expect(
      try ImageArchive(folder.path("docker.tar"), scratch: folder).layers.first?.text("file")
        == text)
    #expect(try contents(of: folder.path("files/file")) == Array(text.utf8))
    // The daemon tells the manifest of the last export, which is another one.
    let index = String(decoding: try contents(of: folder.path("layout/index.json")), as: UTF8.self)
    let digest = try #require(index.firstMatch(of: /"sha256:([0-9a-f]{64})"/)?.output.1)
    let manifest = try contents(of: folder.path("layout/blobs/sha256/\(digest)"))
    #expect(String(decoding: manifest, as: UTF8.self).contains("application/vnd.oci.image."))
    let answer = try HTTPAnswer(from: registry, path: "/v2/tests/\(text)/manifests/v1")
    #expect(answer.text.contains("200 OK"))
  }

  @Test func anExporterThatDoesNotExistIsNamed() async throws {
    var request = try request()
    request.exports = [.init(type: "zip")]
    let error = try await failure(of: request)
    #expect(error.message.contains("\"zip\""), "\(error)")
  }
}
