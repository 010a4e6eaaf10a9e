internal import Bento

/// What an image of the first format starts from.
struct LegacyBase {
  /// What the image brings along.
  enum Release: String, CaseIterable {
    case python
    case conda
    case cuda = "CUDA"
  }

  /// The image's reference.
  let image: String
  /// The distribution that packages are installed with; nil if the image is the user's own.
  let distro: DockerOptions.Distro?
  /// What is asked for. CUDA comes before conda, which is left out then.
  let release: Release

  init(_ options: LegacyImageOptions) throws(ContainerfileError) {
    let docker = options.docker
    release =
      docker?.cudaVersion != nil ? .cuda : options.conda.isEmpty ? .python : .conda
    if let own = docker?.baseImage, !Words.onOneLine(own).isEmpty {
      image = own
      distro = nil
      return
    }
    // Bentos that are older than the options were made for Debian.
    guard let distro = docker == nil ? .debian : docker?.distro else {
      throw ContainerfileError(
        .missingOption,
        "bento.yaml has neither docker.distro nor docker.base_image, so there is no image to start"
          + " from")
    }
    self.distro = distro
    let version = Self.pythonVersion(options)
    guard
      let image = Self.image(
        release, of: distro, python: version ?? "", cuda: docker?.cudaVersion ?? "")
    else {
      throw ContainerfileError(
        .unsupportedCombination,
        "there is no image of \(distro.rawValue) with \(release.rawValue);"
          + " use another docker.distro, or docker.base_image")
    }
    guard version != nil else {
      throw ContainerfileError(.missingOption, "bento.yaml has no docker.python_version")
    }
    self.image = image
  }

  /// The Python version; for bentos without any options a fixed one, since nothing tells theirs.
  static func pythonVersion(_ options: LegacyImageOptions) -> String? {
    options.docker == nil ? "3.11" : options.docker?.pythonVersion
  }

  /// Whether there are images of a distribution with something.
  static func exists(_ release: Release, for distro: DockerOptions.Distro) -> Bool {
    image(release, of: distro, python: "", cuda: "") != nil
  }

  /// The image of a distribution; nil if there is none.
  private static func image(
    _ release: Release, of distro: DockerOptions.Distro, python: String, cuda: String
  ) -> String? {
    switch (release, distro) {
    case (.python, .debian): "python:\(python)-slim"
    case (.python, .alpine): "python:\(python)-alpine"
    case (.python, .ubi8):
      "registry.access.redhat.com/ubi8/python-\(Words.without(".", in: python)):1"
    case (.python, .amazonlinux): "amazonlinux:2"
    case (.conda, .debian): "continuumio/miniconda3:latest"
    case (.conda, .alpine): "continuumio/miniconda3:4.10.3p0-alpine"
    case (.cuda, .debian): "nvidia/cuda:\(cuda)-\(cudnnOnUbuntu(cuda))"
    case (.cuda, .ubi8): "nvidia/cuda:\(cuda)-cudnn8-runtime-ubi8"
    case (.conda, .ubi8), (.conda, .amazonlinux), (.cuda, .alpine), (.cuda, .amazonlinux): nil
    }
  }

  /// Since CUDA 12.6 the images are of a newer Ubuntu, and don't name cuDNN's version any more.
  private static func cudnnOnUbuntu(_ cuda: String) -> String {
    ["12.6.", "12.8."].contains { cuda.hasPrefix($0) }
      ? "cudnn-runtime-ubuntu24.04" : "cudnn8-runtime-ubuntu22.04"
  }
}
