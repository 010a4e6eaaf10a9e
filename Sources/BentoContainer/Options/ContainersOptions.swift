/// Options of the builders that are made of buildah, which podman and buildah have in common.
enum ContainersOptions {
  static let annotation = BuilderOption<OptionPairs>(
    "annotation", .pairs("NAME=VALUE"), "an annotation of the image")
  static let arch = BuilderOption<String>(
    "arch", .value("ARCH"), "the architecture that the image is for")
  static let authfile = BuilderOption<String>("authfile", .path, "a file of logins for registries")
  static let capAdd = BuilderOption<[String]>(
    "cap_add", .values("CAPABILITY"), "a capability for the steps")
  static let capDrop = BuilderOption<[String]>(
    "cap_drop", .values("CAPABILITY"), "a capability that steps don't have")
  static let certDir = BuilderOption<String>(
    "cert_dir", .path, "a folder of certificates for registries")
  static let cpuPeriod = BuilderOption<Int>(
    "cpu_period", .value("NUMBER"), "the period of the CFS scheduler, in microseconds")
  static let cpuQuota = BuilderOption<Int>(
    "cpu_quota", .value("NUMBER"), "the part of the period that steps may use, in microseconds")
  static let cpuShares = BuilderOption<Int>(
    "cpu_shares", .value("NUMBER"), "the weight of the steps among others")
  static let cpusetCpus = BuilderOption<String>(
    "cpuset_cpus", .value("LIST"), "the processors that steps may use")
  static let cpusetMems = BuilderOption<String>(
    "cpuset_mems", .value("LIST"), "the memory nodes that steps may use")
  static let creds = BuilderOption<OptionPairs>(
    "creds", .pairs("USER:PASSWORD", separator: ":"), "a login for registries")
  static let decryptionKey = BuilderOption<OptionPairs>(
    "decryption_key", .pairs("KEY[:PASSPHRASE]", separator: ":"), "a key for encrypted base images")
  static let device = BuilderOption<[String]>(
    "device", .values("HOST[:CONTAINER[:rwm]]"), "a device for the steps")
  static let disableCompression = BuilderOption<Bool>(
    "disable_compression", .flagOnByDefault, "leave layers uncompressed")
  static let dns = BuilderOption<String>("dns", .value("ADDRESS"), "a name server for the steps")
  static let dnsOption = BuilderOption<[String]>(
    "dns_option", .values("OPTION"), "an option of the steps' resolver")
  static let dnsSearch = BuilderOption<[String]>(
    "dns_search", .values("DOMAIN"), "a search domain of the steps' resolver")
  static let format = BuilderOption<String>(
    "format", .value("oci|docker"), "the format of the image's manifest")
  static let httpProxy = BuilderOption<Bool>(
    "http_proxy", .flagOnByDefault, "hand the proxy variables of the environment to the steps")
  static let ignorefile = BuilderOption<String>(
    "ignorefile", .path, "a file of patterns in the place of .containerignore")
  static let ipc = BuilderOption<String>("ipc", .nameOrPath, "the IPC namespace of the steps")
  static let isolation = BuilderOption<String>(
    "isolation", .value("oci|rootless|chroot"), "how steps are kept apart")
  static let jobs = BuilderOption<Int>(
    "jobs", .value("NUMBER"), "how many stages are built at once; 0 for all")
  static let logfile = BuilderOption<String>(
    "logfile", .path, "a file that the builder's output goes to")
  static let manifest = BuilderOption<String>(
    "manifest", .value("NAME"), "a manifest list that the image is added to")
  static let memory = BuilderOption<ByteSize>(
    "memory", .value("SIZE"), "the most memory that a step may use")
  static let memorySwap = BuilderOption<String>(
    "memory_swap", .value("SIZE|-1"), "the most memory and swap that a step may use")
  static let os = BuilderOption<String>("os", .value("OS"), "the system that the image is for")
  static let pid = BuilderOption<String>("pid", .nameOrPath, "the PID namespace of the steps")
  static let pull = BuilderOption<PullPolicy>("pull", .pullPolicy, "when base images are pulled")
  static let rm = BuilderOption<Bool>("rm", .flagOnByDefault, "remove the containers of the steps")
  static let runtime = BuilderOption<String>(
    "runtime", .nameOrPath, "the OCI runtime that runs the steps")
  static let runtimeFlag = BuilderOption<OptionPairs>(
    "runtime_flag", .pairs("FLAG[=VALUE]"), "a flag for the OCI runtime")
  static let secret = BuilderOption<[OptionFields]>(
    "secret", .secrets(typed: true), SharedOptions.secretHelp)
  static let securityOpt = BuilderOption<[String]>(
    "security_opt", .values("OPTION"), "a security option for the steps")
  static let signBy = BuilderOption<String>(
    "sign_by", .value("FINGERPRINT"), "the key that signs the image")
  static let squash = BuilderOption<Bool>("squash", .flag, "make one layer of the new ones")
  static let stdin = BuilderOption<Bool>("stdin", .flag, "hand standard input to the steps")
  static let timestamp = BuilderOption<Int>(
    "timestamp", .value("NUMBER"), "the creation time of the image, in seconds since 1970")
  static let tlsVerify = BuilderOption<Bool>(
    "tls_verify", .flagOnByDefault, "require trusted certificates of registries")
  static let userns = BuilderOption<String>(
    "userns", .value("MODE"), "the user namespace of the steps")
  static let usernsGidMapGroup = BuilderOption<String>(
    "userns_gid_map_group", .value("GROUP"), "whose ids in /etc/subgid the steps get")
  static let usernsUidMapUser = BuilderOption<String>(
    "userns_uid_map_user", .value("USER"), "whose ids in /etc/subuid the steps get")
  static let uts = BuilderOption<String>("uts", .value("MODE"), "the UTS namespace of the steps")
  static let variant = BuilderOption<String>(
    "variant", .value("VARIANT"), "the variant of the architecture")
  static let volume = BuilderOption<[Volume]>(
    "volume", .values("HOST:CONTAINER[:OPTIONS]"), "a folder of this machine that steps see")
  static let cacheFrom = BuilderOption<String>(
    "cache_from", .value("REPOSITORY"), "a repository that cached layers are read from")
}
