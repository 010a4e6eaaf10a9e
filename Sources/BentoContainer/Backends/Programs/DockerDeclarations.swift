// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// What an option does is said once: by its declaration.

/// The options of `docker build`.
public struct DockerDeclarations: OptionDeclarations {
  public static let declared = DockerDeclarations()

  public let file = SharedOptions.file
  public let contextPath = SharedOptions.contextPath
  public let tag = SharedOptions.tag
  public let addHost = SharedOptions.addHost
  public let buildArg = SharedOptions.buildArg
  public let cacheFrom = BuilderOption<[OptionFields]>(
    "cache_from", .fields("NAME|type=TYPE,KEY=VALUE,…"), "a cache to read from")
  public let disableContentTrust = BuilderOption<Bool>(
    "disable_content_trust", .flagOnByDefault,
    "don't verify the signatures of images; only with DOCKER_BUILDKIT=0")
  public let iidfile = SharedOptions.iidfile
  public let isolation = BuilderOption<Isolation>(
    "isolation", .choice, "how steps of Windows containers are kept apart")
  public let label = SharedOptions.label
  public let network = SharedOptions.network
  public let noCache = SharedOptions.noCache
  public let output = SharedOptions.output
  public let platform = SharedOptions.platform
  public let progress = SharedOptions.progress
  public let pull = SharedOptions.pull
  public let quiet = SharedOptions.quiet
  public let secret = SharedOptions.secret
  public let ssh = SharedOptions.ssh
  public let target = SharedOptions.target
}
