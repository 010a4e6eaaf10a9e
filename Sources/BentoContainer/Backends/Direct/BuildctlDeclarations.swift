public import BuildKit

/// The options of a direct build: those of `buildctl build`, spelled as it spells them, and those of
/// `docker buildx build` that are attributes of the Dockerfile frontend.
public struct BuildctlDeclarations: OptionDeclarations {
  /// The declarations.
  public static let declared = BuildctlDeclarations()

  /// Can't be used: the Containerfile is made from the bento.
  public let file = SharedOptions.file
  /// Can't be used: the context is made from the bento.
  public let contextPath = SharedOptions.contextPath
  /// A name of the image, in the place of --image-tag (`NAME[:TAG]`).
  public let tag = SharedOptions.tag
  /// Where the result goes (`type=TYPE,KEY=VALUE,…`).
  public let output = SharedOptions.output
  /// How progress is shown (`auto|tty|plain|rawjson`).
  public let progress = SharedOptions.progress
  /// A further folder that the frontend may read (`NAME=FOLDER`).
  public let local = BuilderOption<OptionPairs>(
    "local", .pairs("NAME=FOLDER"), "a further folder that the frontend may read")
  /// The frontend; gateway.v0 takes its image from --opt source=IMAGE (`dockerfile.v0|gateway.v0`).
  public let frontend = BuilderOption<String>(
    "frontend", .firstValue("dockerfile.v0|gateway.v0"),
    "the frontend; gateway.v0 takes its image from --opt source=IMAGE")
  /// Run every step anew.
  public let noCache = SharedOptions.noCache
  /// A cache to write to (`type=TYPE,KEY=VALUE,…`).
  public let exportCache = BuilderOption<[OptionFields]>(
    "export_cache", .fields("type=TYPE,KEY=VALUE,…"), "a cache to write to")
  /// A cache to read from (`type=TYPE,KEY=VALUE,…`).
  public let importCache = BuilderOption<[OptionFields]>(
    "import_cache", .fields("type=TYPE,KEY=VALUE,…"), "a cache to read from")
  /// The same as export_cache (`NAME|type=TYPE,KEY=VALUE,…`).
  public let cacheTo = BuilderOption<[OptionFields]>(
    "cache_to", .fields("NAME|type=TYPE,KEY=VALUE,…"), "the same as export_cache")
  /// The same as import_cache (`NAME|type=TYPE,KEY=VALUE,…`).
  public let cacheFrom = BuilderOption<[OptionFields]>(
    "cache_from", .fields("NAME|type=TYPE,KEY=VALUE,…"), "the same as import_cache")
  /// A folder in OCI's layout that images may be read from (`NAME=FOLDER`).
  public let ociLayout = BuilderOption<[String]>(
    "oci_layout", .values("NAME=FOLDER"), "a folder in OCI's layout that images may be read from")
  /// Push the image.
  public let push = BuilderOption<Bool>("push", .flag, "push the image")
  /// Load the image into docker, podman or nerdctl; so without any output.
  public let load = BuilderOption<Bool>(
    "load", .flag, "load the image into docker, podman or nerdctl; so without any output")
  /// A file that the id of the image is written to (`PATH`).
  public let iidfile = SharedOptions.iidfile
  /// A secret for RUN --mount=type=secret (`id=ID,src=FILE|env=NAME`).
  public let secret = SharedOptions.secret
  /// A privilege for the build: network.host, security.insecure, device (`PRIVILEGE`).
  public let allow = SharedOptions.allow
  /// A file that what the build made is written to, as JSON (`PATH`).
  public let metadataFile = SharedOptions.metadataFile
  /// An option of the frontend (`KEY=VALUE`).
  public let opt = BuilderOption<OptionPairs>("opt", .pairs(), "an option of the frontend")
  /// A file that the build's news are added to, as JSON (`PATH`).
  public let trace = BuilderOption<String>(
    "trace", .path, "a file that the build's news are added to, as JSON")
  /// A file that the build's name on the daemon is written to (`PATH`).
  public let refFile = BuilderOption<String>(
    "ref_file", .path, "a file that the build's name on the daemon is written to")
  /// A file that says which images and other sources may be used (`PATH`).
  public let sourcePolicyFile = BuilderOption<String>(
    "source_policy_file", .path, "a file that says which images and other sources may be used")
  /// An agent or keys for RUN --mount=type=ssh (`default|ID[=SOCKET|KEY,…]`).
  public let ssh = SharedOptions.ssh
  /// What to trust and to show where tokens for a registry are fetched
  /// (`host=HOST,ca=FILE,cert=FILE,key=FILE,insecure=BOOL`).
  public let registryAuthTlscontext = BuilderOption<[OptionFields]>(
    "registry_auth_tlscontext",
    .fields("host=HOST,ca=FILE,cert=FILE,key=FILE,insecure=BOOL", paths: ["ca", "cert", "key"]),
    "what to trust and to show where tokens for a registry are fetched")

  /// An entry of /etc/hosts for the steps (`HOST:IP`).
  public let addHost = SharedOptions.addHost
  /// An annotation of the image (`NAME=VALUE`).
  public let annotation = ContainersOptions.annotation
  /// An attestation of the image (`type=TYPE,KEY=VALUE,…`).
  public let attest = SharedOptions.attest
  /// A build argument; a name alone takes the variable of the environment (`NAME=VALUE`).
  public let buildArg = SharedOptions.buildArg
  /// A further context for COPY --from and FROM: a folder, an image, a URL (`NAME=SOURCE`).
  public let buildContext = SharedOptions.buildContext
  /// The control group that the steps run in (`CGROUP`).
  public let cgroupParent = SharedOptions.cgroupParent
  /// A label of the image (`NAME=VALUE`).
  public let label = SharedOptions.label
  /// The network of the steps (`MODE`).
  public let network = SharedOptions.network
  /// Stages that run anew (`STAGE,…`).
  public let noCacheFilter = SharedOptions.noCacheFilter
  /// What the image is to run on (`OS/ARCH[/VARIANT]`).
  public let platform = SharedOptions.platform
  /// An attestation of how the image came to be (`true|false|KEY=VALUE,…`).
  public let provenance = SharedOptions.provenance
  /// Look for newer base images each time.
  public let pull = SharedOptions.pull
  /// An attestation of what the image holds (`true|false|KEY=VALUE,…`).
  public let sbom = SharedOptions.sbom
  /// The size of /dev/shm in the steps (`SIZE`).
  public let shmSize = SharedOptions.shmSize
  /// The stage to build (`STAGE`).
  public let target = SharedOptions.target
  /// A limit for the steps (`RESOURCE=SOFT[:HARD]`).
  public let ulimit = SharedOptions.ulimit
}
