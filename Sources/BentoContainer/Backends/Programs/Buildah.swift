/// `buildah build`.
public struct Buildah: ProcessBackend {
  /// Its options.
  public typealias Declarations = BuildahDeclarations

  /// `buildah`.
  public let name = "buildah"
  /// `podman`, which sees the same images.
  public let runtime: String? = "podman"
  /// It builds by itself.
  public let usesBuildKit = false
  /// They do.
  public let mountsSecretsItself = true
  /// Images are of OCI's format.
  public let environmentDefaults = ["BUILDAH_FORMAT": "oci", "DOCKER_BUILDKIT": "0"]

  /// As podman's.
  public let furtherOptions: Set = ["build_context", "output"]

  /// The backend.
  public init() {}
}

extension Backend where Self == Buildah {
  /// `buildah build`.
  public static var buildah: Buildah { Buildah() }
}
