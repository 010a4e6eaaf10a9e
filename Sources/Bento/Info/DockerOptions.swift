/// The options from which a Containerfile of the first format is made.
public struct DockerOptions: Sendable, Hashable {
  /// A Linux distribution that images of the first format are made for.
  public enum Distro: String, Sendable, CaseIterable {
    /// Amazon Linux 2.
    case amazonlinux
    /// Red Hat's Universal Base Image 8.
    case ubi8
    /// Debian.
    case debian
    /// Alpine Linux.
    case alpine

    /// Whether there are CUDA images of it.
    public var supportsCUDA: Bool { self == .ubi8 || self == .debian }
  }

  /// A variable to set in the image.
  public struct Variable: Sendable, Hashable {
    /// The variable's name, as written.
    public let name: String
    /// Its value.
    public let value: String

    /// A variable.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The distribution; nil if not set.
  public let distro: Distro?
  /// The Python version, major and minor, such as `3.11`; nil if not set.
  public let pythonVersion: String?
  /// The full CUDA version, such as `12.8.1`; nil for none.
  public let cudaVersion: String?
  /// Variables to set, in order.
  public let env: [Variable]
  /// Packages of the distribution to install.
  public let systemPackages: [String]
  /// The path of a script to run in the image; nil for none.
  public let setupScript: String?
  /// The reference of an image to start from instead of the distribution's; nil for none.
  public let baseImage: String?
  /// The path of the user's own template; nil for none.
  public let dockerfileTemplate: String?
}
