import CBuildKitProtos

/// What an image runs on, as in the OCI image specification.
public struct Platform: Hashable, Sendable, CustomStringConvertible {
  /// `linux`, `windows`, …
  public var os: String
  /// `amd64`, `arm64`, … by Go's names.
  public var architecture: String
  /// Such as `v7` for 32-bit ARM; most often empty.
  public var variant: String
  /// For Windows; most often empty.
  public var osVersion: String
  /// For Windows; most often empty.
  public var osFeatures: [String]

  /// A platform by system and processor.
  public init(
    os: String, architecture: String, variant: String = "", osVersion: String = "",
    osFeatures: [String] = []
  ) {
    self.os = os
    self.architecture = architecture
    self.variant = variant
    self.osVersion = osVersion
    self.osFeatures = osFeatures
  }

  /// As on command lines, such as `linux/arm/v7`.
  public var description: String {
    os + "/" + architecture + (variant.isEmpty ? "" : "/" + variant)
  }
}

extension Platform: WireReadable {
  init(_ wire: Pb__Platform) {
    self.init(
      os: wire.os.text, architecture: wire.architecture.text, variant: wire.variant.text,
      osVersion: wire.os_version.text, osFeatures: texts(wire.n_os_features, wire.os_features))
  }
}
