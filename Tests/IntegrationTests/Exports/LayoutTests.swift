import BuildKit
import Digests
import FileTree
import FoundationEssentials
import Testing

/// Images in folders in OCI's layout, written and read.
@Suite(.takingTurns) struct LayoutTests {
  private struct Descriptor: Decodable {
    var mediaType: String
    var digest: String
    var size: Int
    var annotations: [String: String]?
  }
  private struct Index: Decodable {
    var schemaVersion: Int
    var manifests: [Descriptor]
  }
  private struct Manifest: Decodable {
    var config: Descriptor
    var layers: [Descriptor]
  }

  private let text = unique()
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder(below: "/dev/shm") }

  private var layout: String { folder.path("layout") }

  private func request(
    type: String = "oci", _ attributes: [String: String] = [:], label: String? = nil
  ) throws -> BuildRequest {
    var request = try BuildRequest(
      dockerfile: "FROM scratch\nLABEL note=\(label ?? text)\nCOPY file /\n",
      context: FileTree(files: ["file": text]))
    request.exports = [
      .init(type: type, attributes: attributes, output: try ExportOutput(layout: layout))
    ]
    return request
  }

  /// A blob, whose content has been compared with its name.
  private func blob(_ descriptor: Descriptor) throws -> Data {
    let path = "\(layout)/blobs/" + descriptor.digest.split(separator: ":").joined(separator: "/")
    let bytes = try contents(of: path)
    #expect(bytes.count == descriptor.size)
    #expect(try SHA256.digest(of: bytes) == descriptor.digest)
    return Data(bytes)
  }

  private func index() throws -> Index {
    let index = try JSONDecoder().decode(
      Index.self, from: Data(contents(of: layout + "/index.json")))
    for descriptor in index.manifests {
      let manifest = try JSONDecoder().decode(Manifest.self, from: blob(descriptor))
      _ = try blob(manifest.config)
      for layer in manifest.layers { _ = try blob(layer) }
    }
    #expect(index.schemaVersion == 2)
    #expect(
      try String(decoding: contents(of: layout + "/oci-layout"), as: UTF8.self)
        == #"{"imageLayoutVersion":"1.0.0"}"#)
    let names = ScratchFolder.names(in: Array(layout.utf8)).map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(Set(names) == ["blobs", "index.json", "oci-layout"])
    return index
  }

  @Test(arguments: ["oci", "docker"])
  func theFolderHoldsTheImageByItsNames(_ type: String) async throws {
    let names = ["reg.example/first:1", "reg.example/second:2"]
    let result = try await BuildKitClient.ofEnvironment().build(
      request(type: type, ["name": names.joined(separator: ",")]))
    let index = try index()
    #expect(index.manifests.map(\.digest) == [result.imageDigest, result.imageDigest])
    #expect(
      index.manifests.map { $0.annotations?["io.containerd.image.name"] } == names)
    #expect(
      index.manifests.map { $0.annotations?["org.opencontainers.image.ref.name"] } == ["1", "2"])
  }

  @Test func imagesAreAddedAndANameGoesToTheLastOne() async throws {
    let client = try BuildKitClient.ofEnvironment()
    let first = try await client.build(request())
    let other = try await client.build(request(["name": "reg.example/other:1"]))
    let last = try await client.build(request(label: text + "2"))
    #expect(first.imageDigest == other.imageDigest && first.imageDigest != last.imageDigest)
    #expect(try index().manifests.map(\.digest) == [other.imageDigest, last.imageDigest])
  }

  @Test func aBuildReadsABaseImageFromTheFolder() async throws {
    let client = try BuildKitClient.ofEnvironment()
    let digest = try #require(try await client.build(request()).imageDigest)
    let daemon = try await TestDaemon()
    var request = try BuildRequest(dockerfile: "FROM base\nCOPY --from=base /file /again\n")
    request.ociLayouts = ["store": layout]
    request.frontendAttributes["context:base"] = "oci-layout://store@\(digest)"
    let files = try await request.builtFiles(on: daemon.client())
    #expect(try files.text("file") == text && files.text("again") == text)
  }

  @Test func aMissingLayoutIsNamed() async throws {
    var request = try BuildRequest(dockerfile: "FROM scratch\n")
    request.ociLayouts = ["store": folder.path("missing")]
    let error = try await failure(of: request)
    #expect(error.code == .local && error.message.contains("OCI layout store"))
  }

  @Test func onlyOneLayoutCanBeWritten() async throws {
    var request = try request()
    request.exports.append(.init(type: "oci", output: try ExportOutput(layout: folder.path("two"))))
    let error = try await failure(of: request)
    #expect(error.code == .invalidArgument)
  }
}
