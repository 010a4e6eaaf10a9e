/// `podman build`.
public struct Podman: ProcessBackend {
  /// Its options.
  public typealias Declarations = PodmanDeclarations

  /// `podman`.
  public let name = "podman"
  /// It builds by itself.
  public let usesBuildKit = false
  /// They do.
  public let mountsSecretsItself = true
  /// It is; told to end by a signal, podman 4.3 exits with 0 and has made nothing.
  public let endsWithImageID = true
  /// They are; told to end itself, podman 4.3 leaves its working containers and files of theirs.
  public let endsBySteps = true
  /// Images are of OCI's format.
  public let environmentDefaults = ["BUILDAH_FORMAT": "oci", "DOCKER_BUILDKIT": "0"]

  /// The backend.
  public init() {}
}

extension Backend where Self == Podman {
  /// `podman build`.
  public static var podman: Podman { Podman() }
}
