/// The options of `docker build`.
public struct DockerDeclarations: OptionDeclarations {
  /// The declarations.
  public static let declared = DockerDeclarations()

  /// Can't be used: the Containerfile is made from the bento.
  public let file = SharedOptions.file
  /// Can't be used: the context is made from the bento.
  public let contextPath = SharedOptions.contextPath
  /// A name of the image, in the place of --image-tag (`NAME[:TAG]`).
  public let tag = SharedOptions.tag
  /// An entry of /etc/hosts for the steps (`HOST:IP`).
  public let addHost = SharedOptions.addHost
  /// A build argument; a name alone takes the variable of the environment (`NAME=VALUE`).
  public let buildArg = SharedOptions.buildArg
  /// A cache to read from (`NAME|type=TYPE,KEY=VALUE,…`).
  public let cacheFrom = BuilderOption<[OptionFields]>(
    "cache_from", .fields("NAME|type=TYPE,KEY=VALUE,…"), "a cache to read from")
  /// Don't verify the signatures of images; only with DOCKER_BUILDKIT=0.
  public let disableContentTrust = BuilderOption<Bool>(
    "disable_content_trust", .flagOnByDefault,
    "don't verify the signatures of images; only with DOCKER_BUILDKIT=0")
  /// A file that the id of the image is written to (`PATH`).
  public let iidfile = SharedOptions.iidfile
  /// How steps of Windows containers are kept apart (`default|process|hyperv`).
  public let isolation = BuilderOption<Isolation>(
    "isolation", .choice, "how steps of Windows containers are kept apart")
  /// A label of the image (`NAME=VALUE`).
  public let label = SharedOptions.label
  /// The network of the steps (`MODE`).
  public let network = SharedOptions.network
  /// Run every step anew.
  public let noCache = SharedOptions.noCache
  /// Where the result goes (`type=TYPE,KEY=VALUE,…`).
  public let output = SharedOptions.output
  /// What the image is to run on (`OS/ARCH[/VARIANT]`).
  public let platform = SharedOptions.platform
  /// How progress is shown (`auto|tty|plain|rawjson`).
  public let progress = SharedOptions.progress
  /// Look for newer base images each time.
  public let pull = SharedOptions.pull
  /// Print nothing but the id of the image.
  public let quiet = SharedOptions.quiet
  /// A secret for RUN --mount=type=secret (`id=ID,src=FILE|env=NAME`).
  public let secret = SharedOptions.secret
  /// An agent or keys for RUN --mount=type=ssh (`default|ID[=SOCKET|KEY,…]`).
  public let ssh = SharedOptions.ssh
  /// The stage to build (`STAGE`).
  public let target = SharedOptions.target
}
