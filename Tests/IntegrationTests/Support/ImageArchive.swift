import FoundationEssentials

/// An archive of one image, as `docker load` takes it or in OCI's layout, with layers that are not
/// compressed.
struct ImageArchive {
  /// The exporter's options that make such layers.
  static let uncompressed = ["compression": "uncompressed", "force-compression": "true"]

  private struct Descriptor: Decodable { var digest: String }
  private struct Index: Decodable { var manifests: [Descriptor] }
  private struct Manifest: Decodable {
    var config: Descriptor
    var layers: [Descriptor]
  }
  private struct DockerImage: Decodable {
    var RepoTags: [String]?
    var Config: String
    var Layers: [String]
  }
  private struct Configuration: Decodable {
    struct Container: Decodable {
      var Env: [String]?
      var Labels: [String: String]?
    }
    var architecture: String
    var config: Container?
  }

  /// The digest of the image's manifest; nil in an archive of `docker`.
  let digest: String?
  /// The image's names; empty in OCI's layout.
  let names: [String]
  let labels: [String: String]
  /// What is in each layer.
  let layers: [Tar]

  init(_ path: String, scratch: ScratchFolder) throws {
    let tar = try Tar(path)
    func decoded<T: Decodable>(_ type: T.Type, _ path: String) throws -> T {
      try JSONDecoder().decode(type, from: Data(try tar.contents(path)))
    }
    func blob(_ descriptor: Descriptor) -> String {
      "blobs/" + descriptor.digest.split(separator: ":").joined(separator: "/")
    }
    let configuration: Configuration
    if tar["manifest.json"] != nil {
      let images = try decoded([DockerImage].self, "manifest.json")
      guard images.count == 1 else { throw Failure("\(images.count) images in \(path)") }
      digest = nil
      names = images[0].RepoTags ?? []
      configuration = try decoded(Configuration.self, images[0].Config)
      layers = try images[0].Layers.map { try tar.nested($0, in: scratch) }
    } else {
      let index = try decoded(Index.self, "index.json")
      guard index.manifests.count == 1 else { throw Failure("not one image in \(path)") }
      digest = index.manifests[0].digest
      names = []
      let manifest = try decoded(Manifest.self, blob(index.manifests[0]))
      configuration = try decoded(Configuration.self, blob(manifest.config))
      layers = try manifest.layers.map { try tar.nested(blob($0), in: scratch) }
    }
    labels = configuration.config?.Labels ?? [:]
  }
}
