/// The options of `podman build`.
public struct PodmanDeclarations: OptionDeclarations {
  /// The declarations.
  public static let declared = PodmanDeclarations()

  /// Can't be used: the Containerfile is made from the bento.
  public let file = SharedOptions.file
  /// Can't be used: the context is made from the bento.
  public let contextPath = SharedOptions.contextPath
  /// A name of the image, in the place of --image-tag (`NAME[:TAG]`).
  public let tag = SharedOptions.tag
  /// An entry of /etc/hosts for the steps (`HOST:IP`).
  public let addHost = SharedOptions.addHost
  /// Build for all platforms of the base image.
  public let allPlatforms = BuilderOption<Bool>(
    "all_platforms", .flag, "build for all platforms of the base image")
  /// An annotation of the image (`NAME=VALUE`).
  public let annotation = ContainersOptions.annotation
  /// A label of the image (`NAME=VALUE`).
  public let label = SharedOptions.label
  /// The architecture that the image is for (`ARCH`).
  public let arch = ContainersOptions.arch
  /// A file of logins for registries (`PATH`).
  public let authfile = ContainersOptions.authfile
  /// A build argument; a name alone takes the variable of the environment (`NAME=VALUE`).
  public let buildArg = SharedOptions.buildArg
  /// A further context for COPY --from and FROM: a folder, an image, a URL (`NAME=SOURCE`).
  public let buildContext = SharedOptions.buildContext
  /// A repository that cached layers are read from (`REPOSITORY`).
  public let cacheFrom = ContainersOptions.cacheFrom
  /// A repository that cached layers are written to (`REPOSITORY`).
  public let cacheTo = BuilderOption<String>(
    "cache_to", .value("REPOSITORY"), "a repository that cached layers are written to")
  /// How old cached layers may be (`DURATION`).
  public let cacheTtl = BuilderOption<String>(
    "cache_ttl", .value("DURATION"), "how old cached layers may be")
  /// A capability for the steps (`CAPABILITY`).
  public let capAdd = ContainersOptions.capAdd
  /// A capability that steps don't have (`CAPABILITY`).
  public let capDrop = ContainersOptions.capDrop
  /// A folder of certificates for registries (`PATH`).
  public let certDir = ContainersOptions.certDir
  /// The control group that the steps run in (`CGROUP`).
  public let cgroupParent = SharedOptions.cgroupParent
  /// The control-group namespace of the steps (`MODE`).
  public let cgroupns = BuilderOption<String>(
    "cgroupns", .value("MODE"), "the control-group namespace of the steps")
  /// A flag for the C preprocessor (`FLAG`).
  public let cppFlag = BuilderOption<[String]>(
    "cpp_flag", .values("FLAG"), "a flag for the C preprocessor")
  /// The period of the CFS scheduler, in microseconds (`NUMBER`).
  public let cpuPeriod = ContainersOptions.cpuPeriod
  /// The part of the period that steps may use, in microseconds (`NUMBER`).
  public let cpuQuota = ContainersOptions.cpuQuota
  /// The weight of the steps among others (`NUMBER`).
  public let cpuShares = ContainersOptions.cpuShares
  /// The processors that steps may use (`LIST`).
  public let cpusetCpus = ContainersOptions.cpusetCpus
  /// The memory nodes that steps may use (`LIST`).
  public let cpusetMems = ContainersOptions.cpusetMems
  /// A login for registries (`USER:PASSWORD`).
  public let creds = ContainersOptions.creds
  /// A key for encrypted base images (`KEY[:PASSPHRASE]`).
  public let decryptionKey = ContainersOptions.decryptionKey
  /// A device for the steps (`HOST[:CONTAINER[:rwm]]`).
  public let device = ContainersOptions.device
  /// Leave layers uncompressed.
  public let disableCompression = ContainersOptions.disableCompression
  /// A name server for the steps (`ADDRESS`).
  public let dns = ContainersOptions.dns
  /// An option of the steps' resolver (`OPTION`).
  public let dnsOption = ContainersOptions.dnsOption
  /// A search domain of the steps' resolver (`DOMAIN`).
  public let dnsSearch = ContainersOptions.dnsSearch
  /// A variable of the image (`NAME[=VALUE]`).
  public let env = BuilderOption<OptionPairs>(
    "env", .pairs("NAME[=VALUE]"), "a variable of the image")
  /// Remove the containers of the steps even if the build fails.
  public let forceRm = BuilderOption<Bool>(
    "force_rm", .flagOnByDefault, "remove the containers of the steps even if the build fails")
  /// The format of the image's manifest (`oci|docker`).
  public let format = ContainersOptions.format
  /// A folder of OCI hooks (`VALUE`).
  public let hooksDir = BuilderOption<[String]>("hooks_dir", .values(), "a folder of OCI hooks")
  /// Hand the proxy variables of the environment to the steps.
  public let httpProxy = ContainersOptions.httpProxy
  /// Label the image with the version of buildah.
  public let identityLabel = BuilderOption<Bool>(
    "identity_label", .flagOnByDefault, "label the image with the version of buildah")
  /// A file of patterns in the place of .containerignore (`PATH`).
  public let ignorefile = ContainersOptions.ignorefile
  /// A file that the id of the image is written to (`PATH`).
  public let iidfile = SharedOptions.iidfile
  /// The IPC namespace of the steps (`NAME|PATH`).
  public let ipc = ContainersOptions.ipc
  /// How steps are kept apart (`oci|rootless|chroot`).
  public let isolation = ContainersOptions.isolation
  /// How many stages are built at once; 0 for all (`NUMBER`).
  public let jobs = ContainersOptions.jobs
  /// Keep the layers of steps as a cache.
  public let layers = BuilderOption<Bool>(
    "layers", .flagOnByDefault, "keep the layers of steps as a cache")
  /// A file that the builder's output goes to (`PATH`).
  public let logfile = ContainersOptions.logfile
  /// A manifest list that the image is added to (`NAME`).
  public let manifest = ContainersOptions.manifest
  /// The most memory that a step may use (`SIZE`).
  public let memory = ContainersOptions.memory
  /// The most memory and swap that a step may use (`SIZE|-1`).
  public let memorySwap = ContainersOptions.memorySwap
  /// The network of the steps (`MODE`).
  public let network = SharedOptions.network
  /// Run every step anew.
  public let noCache = SharedOptions.noCache
  /// Leave /etc/hosts as it is.
  public let noHosts = BuilderOption<Bool>("no_hosts", .flag, "leave /etc/hosts as it is")
  /// Leave the steps out of the image's history.
  public let omitHistory = BuilderOption<Bool>(
    "omit_history", .flag, "leave the steps out of the image's history")
  /// The system that the image is for (`OS`).
  public let os = ContainersOptions.os
  /// A feature of the system that the image needs (`FEATURE`).
  public let osFeature = BuilderOption<String>(
    "os_feature", .value("FEATURE"), "a feature of the system that the image needs")
  /// The version of the system that the image is for (`VERSION`).
  public let osVersion = BuilderOption<String>(
    "os_version", .value("VERSION"), "the version of the system that the image is for")
  /// The PID namespace of the steps (`NAME|PATH`).
  public let pid = ContainersOptions.pid
  /// What the image is to run on (`OS/ARCH[/VARIANT]`).
  public let platform = SharedOptions.platform
  /// Where the result goes (`type=TYPE,KEY=VALUE,…`).
  public let output = SharedOptions.output
  /// When base images are pulled (`true|false|always|missing|never|newer`).
  public let pull = ContainersOptions.pull
  /// Print nothing but the id of the image.
  public let quiet = SharedOptions.quiet
  /// Remove the containers of the steps.
  public let rm = ContainersOptions.rm
  /// How often a pull or push is tried again (`NUMBER`).
  public let retry = BuilderOption<Int>(
    "retry", .value("NUMBER"), "how often a pull or push is tried again")
  /// The time between two tries (`SECONDS|DURATION`).
  public let retryDelay = BuilderOption<Delay>(
    "retry_delay", .value("SECONDS|DURATION"), "the time between two tries")
  /// The OCI runtime that runs the steps (`NAME|PATH`).
  public let runtime = ContainersOptions.runtime
  /// A flag for the OCI runtime (`FLAG[=VALUE]`).
  public let runtimeFlag = ContainersOptions.runtimeFlag
  /// A secret for RUN --mount=type=secret (`id=ID,src=FILE|env=NAME`).
  public let secret = ContainersOptions.secret
  /// A security option for the steps (`OPTION`).
  public let securityOpt = ContainersOptions.securityOpt
  /// The size of /dev/shm in the steps (`SIZE`).
  public let shmSize = SharedOptions.shmSize
  /// The key that signs the image (`FINGERPRINT`).
  public let signBy = ContainersOptions.signBy
  /// Leave out stages that the target doesn't need.
  public let skipUnusedStages = BuilderOption<Bool>(
    "skip_unused_stages", .flagOnByDefault, "leave out stages that the target doesn't need")
  /// Make one layer of the new ones.
  public let squash = ContainersOptions.squash
  /// Make one layer of all.
  public let squashAll = BuilderOption<Bool>("squash_all", .flag, "make one layer of all")
  /// An agent or keys for RUN --mount=type=ssh (`default|ID[=SOCKET|KEY,…]`).
  public let ssh = SharedOptions.ssh
  /// Hand standard input to the steps.
  public let stdin = ContainersOptions.stdin
  /// The stage to build (`STAGE`).
  public let target = SharedOptions.target
  /// The creation time of the image, in seconds since 1970 (`NUMBER`).
  public let timestamp = ContainersOptions.timestamp
  /// Require trusted certificates of registries.
  public let tlsVerify = ContainersOptions.tlsVerify
  /// A limit for the steps (`RESOURCE=SOFT[:HARD]`).
  public let ulimit = SharedOptions.ulimit
  /// A variable of the base image to leave out (`NAME`).
  public let unsetenv = BuilderOption<[String]>(
    "unsetenv", .values("NAME"), "a variable of the base image to leave out")
  /// The user namespace of the steps (`MODE`).
  public let userns = ContainersOptions.userns
  /// A mapping of group ids (`CONTAINER:HOST:SIZE`).
  public let usernsGidMap = BuilderOption<[IDMapping]>(
    "userns_gid_map", .values("CONTAINER:HOST:SIZE"), "a mapping of group ids")
  /// Whose ids in /etc/subgid the steps get (`GROUP`).
  public let usernsGidMapGroup = ContainersOptions.usernsGidMapGroup
  /// A mapping of user ids (`CONTAINER:HOST:SIZE`).
  public let usernsUidMap = BuilderOption<[IDMapping]>(
    "userns_uid_map", .values("CONTAINER:HOST:SIZE"), "a mapping of user ids")
  /// Whose ids in /etc/subuid the steps get (`USER`).
  public let usernsUidMapUser = ContainersOptions.usernsUidMapUser
  /// The UTS namespace of the steps (`MODE`).
  public let uts = ContainersOptions.uts
  /// The variant of the architecture (`VARIANT`).
  public let variant = ContainersOptions.variant
  /// A folder of this machine that steps see (`HOST:CONTAINER[:OPTIONS]`).
  public let volume = ContainersOptions.volume
}
