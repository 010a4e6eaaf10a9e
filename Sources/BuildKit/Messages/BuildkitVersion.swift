import CBuildKitProtos

/// Which BuildKit a daemon is.
public struct BuildkitVersion: Hashable, Sendable {
  /// Its Go package, such as `github.com/moby/buildkit`; an Engine names its own.
  public var package: String
  /// Such as `v0.13.2`.
  public var version: String
  /// The commit it was built from.
  public var revision: String
  /// Of the Dockerfile frontend built into it; empty where a daemon doesn't say.
  public var dockerfileVersion: String
}

extension BuildkitVersion: WireReadable {
  init(_ wire: Moby__Buildkit__V1__Types__BuildkitVersion) {
    package = wire.package.text
    version = wire.version.text
    revision = wire.revision.text
    dockerfileVersion = wire.dockerfile_version.text
  }
}
