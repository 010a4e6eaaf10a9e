public import Bento

/// What a build made.
public struct BuildReport: Sendable {
  /// Where the image went.
  public enum Delivery: Hashable, Sendable {
    /// Into an archive on disk.
    case file(path: String, bytes: Int64)
    /// To standard output.
    case standardOutput
    /// Into a container runtime, by its name.
    case runtime(String)
    /// Into the builder's own store.
    case store
    /// Into a registry.
    case registry
  }

  /// The bento's tag, with its version.
  public var tag: BentoTag
  /// The names that the image has.
  public var imageNames: [String]
  /// The image's digest, if the builder told one.
  public var digest: String?
  /// Where the image went, in the order of the outputs.
  public var deliveries: [Delivery]
  /// How many steps the build had.
  public var steps: Int
  /// How many of them came from the cache.
  public var cachedSteps: Int
  /// From the first look at the bento to the end of the last output.
  public var duration: Duration
}
