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

extension BuildkitVersion {
  /// Whether it is older than `major.minor`. A version that says nothing, such as that of a build of
  /// no release (`0.0.0+unknown`), is taken for a new one.
  func isBefore(_ major: Int, _ minor: Int) -> Bool {
    let numbers = version.drop { $0 == "v" }.split(separator: ".").prefix(2).map { Int($0) }
    guard numbers.count == 2, let first = numbers[0], let second = numbers[1],
      first > 0 || second > 0
    else { return false }
    return (first, second) < (major, minor)
  }
}

extension BuildkitVersion: WireReadable {
  init(_ wire: Moby__Buildkit__V1__Types__BuildkitVersion) {
    package = wire.package.text
    version = wire.version.text
    revision = wire.revision.text
    dockerfileVersion = wire.dockerfile_version.text
  }
}
