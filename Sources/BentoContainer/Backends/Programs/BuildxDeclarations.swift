/// The options of `docker buildx build`.
public struct BuildxDeclarations: OptionDeclarations {
  /// The declarations.
  public static let declared = BuildxDeclarations()

  /// Can't be used: the Containerfile is made from the bento.
  public let file = SharedOptions.file
  /// A name of the image, in the place of --image-tag (`NAME[:TAG]`).
  public let tag = SharedOptions.tag
  /// Can't be used: the context is made from the bento.
  public let contextPath = SharedOptions.contextPath
  /// An entry of /etc/hosts for the steps (`HOST:IP`).
  public let addHost = SharedOptions.addHost
  /// An attestation of the image (`type=TYPE,KEY=VALUE,…`).
  public let attest = SharedOptions.attest
  /// A privilege for the build: network.host, security.insecure, device (`PRIVILEGE`).
  public let allow = SharedOptions.allow
  /// A build argument; a name alone takes the variable of the environment (`NAME=VALUE`).
  public let buildArg = SharedOptions.buildArg
  /// A further context for COPY --from and FROM: a folder, an image, a URL (`NAME=SOURCE`).
  public let buildContext = SharedOptions.buildContext
  /// The builder instance (`NAME`).
  public let builder = BuilderOption<String>("builder", .value("NAME"), "the builder instance")
  /// A cache to read from (`NAME|type=TYPE,KEY=VALUE,…`).
  public let cacheFrom = BuilderOption<[OptionFields]>(
    "cache_from", .fields("NAME|type=TYPE,KEY=VALUE,…"), "a cache to read from")
  /// A cache to write to (`NAME|type=TYPE,KEY=VALUE,…`).
  public let cacheTo = BuilderOption<[OptionFields]>(
    "cache_to", .fields("NAME|type=TYPE,KEY=VALUE,…"), "a cache to write to")
  /// The control group that the steps run in (`CGROUP`).
  public let cgroupParent = SharedOptions.cgroupParent
  /// A file that the id of the image is written to (`PATH`).
  public let iidfile = SharedOptions.iidfile
  /// A label of the image (`NAME=VALUE`).
  public let label = SharedOptions.label
  /// Load the image into docker; so by default, unless it is pushed or goes elsewhere.
  public let load = BuilderOption<Bool>(
    "load", .flag,
    "load the image into docker; so by default, unless it is pushed or goes elsewhere")
  /// A file that what the build made is written to, as JSON (`PATH`).
  public let metadataFile = SharedOptions.metadataFile
  /// The network of the steps (`MODE`).
  public let network = SharedOptions.network
  /// Run every step anew.
  public let noCache = SharedOptions.noCache
  /// Stages that run anew (`STAGE,…`).
  public let noCacheFilter = SharedOptions.noCacheFilter
  /// Where the result goes (`type=TYPE,KEY=VALUE,…`).
  public let output = SharedOptions.output
  /// What the image is to run on (`OS/ARCH[/VARIANT]`).
  public let platform = SharedOptions.platform
  /// How progress is shown (`auto|tty|plain|rawjson`).
  public let progress = SharedOptions.progress
  /// An attestation of how the image came to be (`true|false|KEY=VALUE,…`).
  public let provenance = SharedOptions.provenance
  /// Look for newer base images each time.
  public let pull = SharedOptions.pull
  /// Push the image.
  public let push = BuilderOption<Bool>("push", .flag, "push the image")
  /// Print nothing but the id of the image.
  public let quiet = SharedOptions.quiet
  /// An attestation of what the image holds (`true|false|KEY=VALUE,…`).
  public let sbom = SharedOptions.sbom
  /// A secret for RUN --mount=type=secret (`id=ID,src=FILE|env=NAME`).
  public let secret = SharedOptions.secret
  /// The size of /dev/shm in the steps (`SIZE`).
  public let shmSize = SharedOptions.shmSize
  /// An agent or keys for RUN --mount=type=ssh (`default|ID[=SOCKET|KEY,…]`).
  public let ssh = SharedOptions.ssh
  /// The stage to build (`STAGE`).
  public let target = SharedOptions.target
  /// A limit for the steps (`RESOURCE=SOFT[:HARD]`).
  public let ulimit = SharedOptions.ulimit
}
