// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// What an option does is said once: by its declaration.

public import BuildKit

/// The options of a direct build: those of `buildctl build`, spelled as it spells them, and those of
/// `docker buildx build` that are attributes of the Dockerfile frontend.
public struct BuildctlDeclarations: OptionDeclarations {
  public static let declared = BuildctlDeclarations()

  public let file = SharedOptions.file
  public let contextPath = SharedOptions.contextPath
  public let tag = SharedOptions.tag
  public let output = SharedOptions.output
  public let progress = SharedOptions.progress
  public let local = BuilderOption<OptionPairs>(
    "local", .pairs("NAME=FOLDER"), "a further folder that the frontend may read")
  public let frontend = BuilderOption<String>(
    "frontend", .firstValue("dockerfile.v0|gateway.v0"),
    "the frontend; gateway.v0 takes its image from --opt source=IMAGE")
  public let noCache = SharedOptions.noCache
  public let exportCache = BuilderOption<[OptionFields]>(
    "export_cache", .fields("type=TYPE,KEY=VALUE,…"), "a cache to write to")
  public let importCache = BuilderOption<[OptionFields]>(
    "import_cache", .fields("type=TYPE,KEY=VALUE,…"), "a cache to read from")
  public let cacheTo = BuilderOption<[OptionFields]>(
    "cache_to", .fields("NAME|type=TYPE,KEY=VALUE,…"), "the same as export_cache")
  public let cacheFrom = BuilderOption<[OptionFields]>(
    "cache_from", .fields("NAME|type=TYPE,KEY=VALUE,…"), "the same as import_cache")
  public let ociLayout = BuilderOption<[String]>(
    "oci_layout", .values("NAME=FOLDER"), "a folder in OCI's layout that images may be read from")
  public let push = BuilderOption<Bool>("push", .flag, "push the image")
  public let load = BuilderOption<Bool>(
    "load", .flag, "load the image into docker, podman or nerdctl; so without any output")
  public let iidfile = SharedOptions.iidfile
  public let secret = SharedOptions.secret
  public let allow = SharedOptions.allow
  public let metadataFile = SharedOptions.metadataFile
  public let opt = BuilderOption<OptionPairs>("opt", .pairs(), "an option of the frontend")
  public let trace = BuilderOption<String>(
    "trace", .path, "a file that the build's news are added to, as JSON")
  public let refFile = BuilderOption<String>(
    "ref_file", .path, "a file that the build's name on the daemon is written to")
  public let sourcePolicyFile = BuilderOption<String>(
    "source_policy_file", .path, "a file that says which images and other sources may be used")
  public let ssh = SharedOptions.ssh

  public let addHost = SharedOptions.addHost
  public let annotation = ContainersOptions.annotation
  public let attest = SharedOptions.attest
  public let buildArg = SharedOptions.buildArg
  public let buildContext = SharedOptions.buildContext
  public let cgroupParent = SharedOptions.cgroupParent
  public let label = SharedOptions.label
  public let network = SharedOptions.network
  public let noCacheFilter = SharedOptions.noCacheFilter
  public let platform = SharedOptions.platform
  public let provenance = SharedOptions.provenance
  public let pull = SharedOptions.pull
  public let sbom = SharedOptions.sbom
  public let shmSize = SharedOptions.shmSize
  public let target = SharedOptions.target
  public let ulimit = SharedOptions.ulimit
}
