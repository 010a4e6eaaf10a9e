public import Bento

/// A secret that the instructions of a Containerfile mount: a variable of a bento that is there only
/// while the image is built.
public struct BuildSecret: Sendable, Hashable {
  /// The id of the secret, which is the name of the variable too.
  public let id: String
  /// The value in `bento.yaml`; nil if there is none.
  public let fallback: String?

  /// The value: the environment's, else `bento.yaml`'s. An empty value counts as none.
  ///
  /// - Throws: ``ContainerfileError`` of kind `missingSecret`.
  public func value(
    environment: EnvironmentLookup = processEnvironment
  ) throws(ContainerfileError) -> String {
    if let value = environment(id), !value.isEmpty { return value }
    if let fallback { return fallback }
    throw ContainerfileError(
      .missingSecret, "the build secret \(id) has no value; set the environment variable \(id)")
  }
}
