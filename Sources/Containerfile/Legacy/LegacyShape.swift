internal import Bento

/// Which instructions an image of the first format has beside those that all of them share.
struct LegacyShape: Hashable {
  /// The distribution that packages are installed with; nil for none.
  let distro: DockerOptions.Distro?
  /// What is set up beside the distribution's packages, and cleaned up; nil for nothing.
  let release: LegacyBase.Release?

  init(distro: DockerOptions.Distro? = nil, release: LegacyBase.Release? = nil) {
    self.distro = distro
    self.release = release
  }

  /// The shape of an image that starts from a base image.
  init(_ base: LegacyBase) {
    self.init(distro: base.distro, release: base.distro == nil ? nil : base.release)
  }

  /// The name by which users' templates can extend it.
  var templateName: String {
    guard let distro else { return "base.j2" }
    let prefix =
      switch release {
      case nil: "base"
      case .python: "python"
      case .conda: "miniconda"
      case .cuda: "cuda"
      }
    return "\(prefix)_\(distro.rawValue).j2"
  }

  /// All that there are, those included that are only there to be extended.
  static let all: [LegacyShape] =
    [LegacyShape()]
    + DockerOptions.Distro.allCases.flatMap { distro in
      [LegacyShape(distro: distro)]
        + LegacyBase.Release.allCases.filter { LegacyBase.exists($0, for: distro) }
        .map { LegacyShape(distro: distro, release: $0) }
    }
}
