// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// What an option does is said once: by its declaration.

/// The options of `nerdctl build`.
public struct NerdctlDeclarations: OptionDeclarations {
  public static let declared = NerdctlDeclarations()

  public let file = SharedOptions.file
  public let tag = SharedOptions.tag
  public let contextPath = SharedOptions.contextPath
  public let buildArg = SharedOptions.buildArg
  public let buildkitHost = BuilderOption<String>(
    "buildkit_host", .value("ADDRESS"), "where buildkitd listens")
  public let cacheFrom = BuilderOption<[OptionFields]>(
    "cache_from", .fields("NAME|type=TYPE,KEY=VALUE,…"), "a cache to read from")
  public let cacheTo = BuilderOption<[OptionFields]>(
    "cache_to", .fields("NAME|type=TYPE,KEY=VALUE,…"), "a cache to write to")
  public let iidfile = SharedOptions.iidfile
  public let ipfs = BuilderOption<Bool>("ipfs", .flag, "pull base images over IPFS")
  public let label = SharedOptions.label
  public let noCache = SharedOptions.noCache
  public let output = SharedOptions.output
  public let platform = SharedOptions.platform
  public let progress = SharedOptions.progress
  public let quiet = SharedOptions.quiet
  public let rm = BuilderOption<Bool>("rm", .flagOnByDefault, "remove the containers of the steps")
  public let secret = SharedOptions.secret
  public let ssh = SharedOptions.ssh
  public let target = SharedOptions.target
  public let address = BuilderOption<String>(
    "address", .value("SOCKET"), "where containerd listens")
  public let host = BuilderOption<String>("host", .value("SOCKET"), "where containerd listens")
  public let cgroupManager = BuilderOption<String>(
    "cgroup_manager", .value("systemd|cgroupfs|none"), "who manages control groups")
  public let cniNetconfpath = BuilderOption<String>(
    "cni_netconfpath", .path, "a folder of CNI configurations")
  public let cniPath = BuilderOption<String>("cni_path", .path, "a folder of CNI plugins")
  public let dataRoot = BuilderOption<String>(
    "data_root", .path, "the folder of nerdctl's own data")
  public let debug = BuilderOption<Bool>("debug", .flag, "print more")
  public let debugFull = BuilderOption<Bool>("debug_full", .flag, "print even more")
  public let hostsDir = BuilderOption<[String]>(
    "hosts_dir", .values(), "a folder of registry configurations")
  public let insecureRegistry = BuilderOption<Bool>(
    "insecure_registry", .flag, "trust registries without valid certificates")
  public let namespace = BuilderOption<String>(
    "namespace", .value("NAME"), "the namespace in containerd")
  public let snapshotter = BuilderOption<String>(
    "snapshotter", .value("NAME"), "containerd's snapshotter")
  public let storageDriver = BuilderOption<String>(
    "storage_driver", .value("NAME"), "containerd's snapshotter")
}
