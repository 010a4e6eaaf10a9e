// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// What an option does is said once: by its declaration.

/// The options of `docker buildx build`.
public struct BuildxDeclarations: OptionDeclarations {
  public static let declared = BuildxDeclarations()

  public let file = SharedOptions.file
  public let tag = SharedOptions.tag
  public let contextPath = SharedOptions.contextPath
  public let addHost = SharedOptions.addHost
  public let attest = SharedOptions.attest
  public let allow = SharedOptions.allow
  public let buildArg = SharedOptions.buildArg
  public let buildContext = SharedOptions.buildContext
  public let builder = BuilderOption<String>("builder", .value("NAME"), "the builder instance")
  public let cacheFrom = BuilderOption<[OptionFields]>(
    "cache_from", .fields("NAME|type=TYPE,KEY=VALUE,…"), "a cache to read from")
  public let cacheTo = BuilderOption<[OptionFields]>(
    "cache_to", .fields("NAME|type=TYPE,KEY=VALUE,…"), "a cache to write to")
  public let cgroupParent = SharedOptions.cgroupParent
  public let iidfile = SharedOptions.iidfile
  public let label = SharedOptions.label
  public let load = BuilderOption<Bool>(
    "load", .flag,
    "load the image into docker; so by default, unless it is pushed or goes elsewhere")
  public let metadataFile = SharedOptions.metadataFile
  public let network = SharedOptions.network
  public let noCache = SharedOptions.noCache
  public let noCacheFilter = SharedOptions.noCacheFilter
  public let output = SharedOptions.output
  public let platform = SharedOptions.platform
  public let progress = SharedOptions.progress
  public let provenance = SharedOptions.provenance
  public let pull = SharedOptions.pull
  public let push = BuilderOption<Bool>("push", .flag, "push the image")
  public let quiet = SharedOptions.quiet
  public let sbom = SharedOptions.sbom
  public let secret = SharedOptions.secret
  public let shmSize = SharedOptions.shmSize
  public let ssh = SharedOptions.ssh
  public let target = SharedOptions.target
  public let ulimit = SharedOptions.ulimit
}
