internal import Bento

/// What an image of the first format starts from.
struct LegacyBase {
  /// The image's reference.
  let image: String
  /// The distribution that packages are installed with; nil if the image is the user's own.
  let distro: DockerOptions.Distro?
  /// Whether there is CUDA in it.
  let isCUDA: Bool

  init(_ options: LegacyImageOptions) throws(ContainerfileError) {
    let docker = options.docker
    isCUDA = docker?.cudaVersion != nil
    if let template = docker?.dockerfileTemplate, !template.isEmpty {
      throw Self.notSupported("docker.dockerfile_template")
    }
    guard isCUDA || options.conda.isEmpty else { throw Self.notSupported("conda") }
    if let own = docker?.baseImage, !Words.onOneLine(own).isEmpty {
      image = own
      distro = nil
      return
    }
    guard !isCUDA else { throw Self.notSupported("docker.cuda_version") }
    // Bentos that are older than the options were made for Debian.
    guard let distro = docker == nil ? .debian : docker?.distro else {
      throw ContainerfileError(
        .missingOption,
        "bento.yaml has neither docker.distro nor docker.base_image, so there is no image to start"
          + " from")
    }
    guard distro == .debian else { throw Self.notSupported("docker.distro: \(distro.rawValue)") }
    image = "python:\(try Self.pythonVersion(options))-slim"
    self.distro = distro
  }

  /// The Python version; for bentos without any options a fixed one, since nothing tells theirs.
  static func pythonVersion(_ options: LegacyImageOptions) throws(ContainerfileError) -> String {
    guard let docker = options.docker else { return "3.11" }
    guard let version = docker.pythonVersion else {
      throw ContainerfileError(.missingOption, "bento.yaml has no docker.python_version")
    }
    return version
  }

  private static func notSupported(_ option: String) -> ContainerfileError {
    ContainerfileError(
      .notSupportedYet, "bento.yaml has \(option), which this version can't containerize yet")
  }
}
