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
  /// - Parameters:
  ///   - bento: the bento.
  ///   - options: what is asked for.
  ///   - environment: the environment variables, of which those count that name BentoML's
  ///     configuration.
  /// - Throws: ``ContainerfileError``.
  public init(
    for bento: Bento, options: ContainerfileOptions = .init(),
    environment: EnvironmentLookup = processEnvironment
  ) throws(ContainerfileError) {
    try self.init(
      for: bento.info,
      files: { (path, limit) throws(BentoError) in try bento.file(path, limit: limit) },
      options: options, environment: environment)
  }

  /// - Parameter files: the files of the bento.
  package init(
    for info: BentoInfo, files: @escaping BentoFiles = { _, _ in nil },
    options: ContainerfileOptions, environment: EnvironmentLookup = { _ in nil }
  ) throws(ContainerfileError) {
    var layout = ImageLayout()
    layout.metricsPort = String(try MetricsPort.configured(environment))
    let extras = Features.requirement(options.features)
    let header = options.header ? Self.header(of: info.tag) : []
    switch info.image {
    case .v1(let image):
      let envs = info.envs.filter { $0.stage == .build }
      secrets = try EnvironmentPlan(envs, buildKit: options.buildKit).secrets
      let blocks = try LegacyBlocks(
        image, condaPythonVersion: try CondaFile.pythonVersion(in: files), layout: layout,
        run: RunInstruction(buildKit: options.buildKit, secrets: secrets), extras: extras)
      if (image.docker?.dockerfileTemplate ?? "").isEmpty {
        text = Self.text(header + (try blocks.lines))
      } else {
        text = try UserTemplate(in: files, blocks: blocks, options: image.docker, header: header)
          .rendered()
      }
    case .v2(let image):
      let plan = try EnvironmentPlan(info.envs, buildKit: options.buildKit)
      secrets = plan.secrets
      let lines = try CurrentImage(
        image, environment: plan, layout: layout,
        run: RunInstruction(buildKit: options.buildKit, secrets: secrets), extras: extras
      ).lines
      text = Self.text(header + lines)
    }
    // What is wrong with the bento itself is told first.
    try Features.check(options.features)
  }

  private static func text(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

  private static func header(of tag: BentoTag) -> [String] {
    [
      "# The image of the bento \(tag).",
      "#",
      "# This file was generated from bento.yaml and is generated anew by every build.",
    ]
  }
}

/// Gives the bytes of a file of a bento by its path, wherever the bento lies; nil if there is none.
/// Files longer than the limit, in bytes, are an error.
package typealias BentoFiles =
  @Sendable (_ path: String, _ limit: Int) throws(BentoError) -> [UInt8]?
