/// The options of `nerdctl build`.
public struct NerdctlDeclarations: OptionDeclarations {
  /// The declarations.
  public static let declared = NerdctlDeclarations()

  /// Can't be used: the Containerfile is made from the bento.
  public let file = SharedOptions.file
  /// A name of the image, in the place of --image-tag (`NAME[:TAG]`).
  public let tag = SharedOptions.tag
  /// Can't be used: the context is made from the bento.
  public let contextPath = SharedOptions.contextPath
  /// A build argument; a name alone takes the variable of the environment (`NAME=VALUE`).
  public let buildArg = SharedOptions.buildArg
  /// Where buildkitd listens (`ADDRESS`).
  public let buildkitHost = BuilderOption<String>(
    "buildkit_host", .value("ADDRESS"), "where buildkitd listens")
  /// A cache to read from (`NAME|type=TYPE,KEY=VALUE,…`).
  public let cacheFrom = BuilderOption<[OptionFields]>(
    "cache_from", .fields("NAME|type=TYPE,KEY=VALUE,…"), "a cache to read from")
  /// A cache to write to (`NAME|type=TYPE,KEY=VALUE,…`).
  public let cacheTo = BuilderOption<[OptionFields]>(
    "cache_to", .fields("NAME|type=TYPE,KEY=VALUE,…"), "a cache to write to")
  /// A file that the id of the image is written to (`PATH`).
  public let iidfile = SharedOptions.iidfile
  /// Pull base images over IPFS.
  public let ipfs = BuilderOption<Bool>("ipfs", .flag, "pull base images over IPFS")
  /// A label of the image (`NAME=VALUE`).
  public let label = SharedOptions.label
  /// Run every step anew.
  public let noCache = SharedOptions.noCache
  /// Where the result goes (`type=TYPE,KEY=VALUE,…`).
  public let output = SharedOptions.output
  /// What the image is to run on (`OS/ARCH[/VARIANT]`).
  public let platform = SharedOptions.platform
  /// How progress is shown (`auto|tty|plain|rawjson`).
  public let progress = SharedOptions.progress
  /// Print nothing but the id of the image.
  public let quiet = SharedOptions.quiet
  /// Remove the containers of the steps.
  public let rm = BuilderOption<Bool>("rm", .flagOnByDefault, "remove the containers of the steps")
  /// A secret for RUN --mount=type=secret (`id=ID,src=FILE|env=NAME`).
  public let secret = SharedOptions.secret
  /// An agent or keys for RUN --mount=type=ssh (`default|ID[=SOCKET|KEY,…]`).
  public let ssh = SharedOptions.ssh
  /// The stage to build (`STAGE`).
  public let target = SharedOptions.target
  /// Where containerd listens (`SOCKET`).
  public let address = BuilderOption<String>(
    "address", .value("SOCKET"), "where containerd listens")
  /// Where containerd listens (`SOCKET`).
  public let host = BuilderOption<String>("host", .value("SOCKET"), "where containerd listens")
  /// Who manages control groups (`systemd|cgroupfs|none`).
  public let cgroupManager = BuilderOption<String>(
    "cgroup_manager", .value("systemd|cgroupfs|none"), "who manages control groups")
  /// A folder of CNI configurations (`PATH`).
  public let cniNetconfpath = BuilderOption<String>(
    "cni_netconfpath", .path, "a folder of CNI configurations")
  /// A folder of CNI plugins (`PATH`).
  public let cniPath = BuilderOption<String>("cni_path", .path, "a folder of CNI plugins")
  /// The folder of nerdctl's own data (`PATH`).
  public let dataRoot = BuilderOption<String>(
    "data_root", .path, "the folder of nerdctl's own data")
  /// Print more.
  public let debug = BuilderOption<Bool>("debug", .flag, "print more")
  /// Print even more.
  public let debugFull = BuilderOption<Bool>("debug_full", .flag, "print even more")
  /// A folder of registry configurations (`VALUE`).
  public let hostsDir = BuilderOption<[String]>(
    "hosts_dir", .values(), "a folder of registry configurations")
  /// Trust registries without valid certificates.
  public let insecureRegistry = BuilderOption<Bool>(
    "insecure_registry", .flag, "trust registries without valid certificates")
  /// The namespace in containerd (`NAME`).
  public let namespace = BuilderOption<String>(
    "namespace", .value("NAME"), "the namespace in containerd")
  /// Containerd's snapshotter (`NAME`).
  public let snapshotter = BuilderOption<String>(
    "snapshotter", .value("NAME"), "containerd's snapshotter")
  /// Containerd's snapshotter (`NAME`).
  public let storageDriver = BuilderOption<String>(
    "storage_driver", .value("NAME"), "containerd's snapshotter")
}
