public import Bento

/// The Containerfile (Dockerfile) of a bento, and the secrets that building it needs.
public struct Containerfile: Sendable, Hashable {
  /// Where it lies in the build context.
  public static let path = "env/docker/Dockerfile"

  /// The whole text, a newline at its end.
  public let text: String
  /// The secrets that its instructions mount, in order, each id once.
  public let secrets: [BuildSecret]

  /// Makes the Containerfile of a bento, in memory.
  ///
  /// No secret's value is looked up and no model is touched.
  ///
  /// - Throws: ``ContainerfileError``.
  public init(
    for bento: Bento, options: ContainerfileOptions = .init()
  ) throws(ContainerfileError) {
    try self.init(for: bento.info, options: options)
  }

  package init(
    for info: BentoInfo, options: ContainerfileOptions
  ) throws(ContainerfileError) {
    let extras = try Features.extras(options.features)
    let environment = try EnvironmentPlan(info.envs, buildKit: options.buildKit)
    var lines = options.header ? Self.header(of: info.tag) : []
    switch info.image {
    case .v1(let image):
      let blocks = try LegacyBlocks(
        image, environment: environment, buildKit: options.buildKit, extras: extras)
      for name in LegacyBlocks.Name.allCases {
        lines += ["", "# Block \(name.rawValue)"]
        lines += try blocks.lines(of: name)
      }
    case .v2(let image):
      lines += try CurrentImage(
        image, environment: environment, buildKit: options.buildKit, extras: extras
      ).lines
    }
    text = lines.joined(separator: "\n") + "\n"
    secrets = environment.secrets
  }

  private static func header(of tag: BentoTag) -> [String] {
    [
      "# The image of the bento \(tag).",
      "#",
      "# This file was generated from bento.yaml and is generated anew by every build.",
    ]
  }
}
