public import Bento
public import BuildKit

/// What a build made.
public struct BuildReport: Sendable {
  /// Where the image went.
  public enum Delivery: Hashable, Sendable {
    /// Into an archive, or another file or folder on disk, of so many bytes.
    case file(path: String, bytes: Int64)
    /// To standard output.
    case standardOutput
    /// Into a container runtime, by its name.
    case runtime(String)
    /// Into the Docker Engine that has built it.
    case engine(DockerAddress)
    /// Into the builder's own store.
    case store
    /// Into a registry.
    case registry
  }

  /// The bento's tag, with its version.
  public var tag: BentoTag
  /// The names that the image has.
  public var imageNames: [String]
  /// The digest of the image's manifest, as `sha256:…`, if the builder or the runtime told one.
  public var digest: String?
  /// The id by which a runtime knows the image, as `sha256:…`, if the builder or the runtime told one. It
  /// is the digest of the image's configuration; to an Engine with its images in containerd, that of the
  /// manifest.
  public var imageID: String?
  /// The size of the image's files in bytes, if a runtime that holds it tells.
  public var imageBytes: Int64?
  /// Where the image went, in the order of the outputs.
  public var deliveries: [Delivery]
  /// How many steps the build had; nil if the builder didn't tell.
  public var steps: Int?
  /// How many of them came from the cache.
  public var cachedSteps: Int?
  /// What the frontend's checks and BuildKit warn of, each once; builder programs show theirs.
  public var warnings: [VertexWarning] = []
  /// What did not cost the build its success, such as a cache that could not be read; a line each.
  public var notes: [String] = []
  /// From the first look at the builder to the end of the last output.
  public var duration: Duration

  /// A report.
  public init(
    tag: BentoTag, imageNames: [String], digest: String? = nil, imageID: String? = nil,
    imageBytes: Int64? = nil, deliveries: [Delivery], steps: Int? = nil, cachedSteps: Int? = nil,
    duration: Duration = .zero
  ) {
    self.tag = tag
    self.imageNames = imageNames
    self.digest = digest
    self.imageID = imageID
    self.imageBytes = imageBytes
    self.deliveries = deliveries
    self.steps = steps
    self.cachedSteps = cachedSteps
    self.duration = duration
  }
}
