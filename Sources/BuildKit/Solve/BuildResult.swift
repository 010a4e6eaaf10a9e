/// A build that succeeded.
public struct BuildResult: Sendable {
  /// The build's name on the daemon.
  public var ref: String
  /// What exporters and frontend report, by BuildKit's keys.
  public var exporterResponse: [String: String]
  /// How many steps the build had; BuildKit's internal ones are left out.
  public var steps: Int
  /// How many of them came from the cache.
  public var cachedSteps: Int
  /// What the frontend's checks and BuildKit warn of, each once.
  public var warnings: [VertexWarning] = []
  /// What did not cost the build its success, such as a cache that could not be read; a line each.
  public var notes: [String] = []

  /// The digest of the image (`containerimage.digest`), if an image was exported.
  public var imageDigest: String? { exporterResponse["containerimage.digest"] }

  /// What identifies the image: the digest of its configuration (`containerimage.config.digest`),
  /// which is Docker's image id, else its digest.
  public var imageID: String? {
    exporterResponse["containerimage.config.digest"] ?? imageDigest
  }
}
