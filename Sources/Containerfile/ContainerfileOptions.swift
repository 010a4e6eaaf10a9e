/// What can be asked for when a Containerfile is made.
public struct ContainerfileOptions: Sendable, Hashable {
  /// Whether a comment at the top says what the file is.
  public var header: Bool
  /// Whether the builder is BuildKit, or understands its mounts. Without, there are no caches
  /// between builds, and no secrets.
  public var buildKit: Bool
  /// Optional features of BentoML to install into the image, such as `grpc`.
  public var features: [String]

  /// By default no header, with BuildKit, no features.
  public init(header: Bool = false, buildKit: Bool = true, features: [String] = []) {
    self.header = header
    self.buildKit = buildKit
    self.features = features
  }
}
