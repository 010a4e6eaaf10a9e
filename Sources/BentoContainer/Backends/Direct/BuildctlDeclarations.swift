// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// What an option does is said once: by its declaration.

/// The options of a direct build, spelled as `buildctl build` spells them.
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
  public let trace = BuilderOption<Never>(
    "trace", refused: "can't be used: traces aren't recorded")
  public let ssh = BuilderOption<Never>(
    "ssh", refused: "can't be used: agents aren't forwarded to the builder")
}
