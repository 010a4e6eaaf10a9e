/// The options of `buildah build`.
public struct BuildahDeclarations: OptionDeclarations {
  /// The declarations.
  public static let declared = BuildahDeclarations()

  /// Can't be used: the context is made from the bento.
  public let contextPath = SharedOptions.contextPath
  /// Can't be used: the Containerfile is made from the bento.
  public let file = SharedOptions.file
  /// A name of the image, in the place of --image-tag (`NAME[:TAG]`).
  public let tag = SharedOptions.tag
  /// An entry of /etc/hosts for the steps (`HOST:IP`).
  public let addHost = SharedOptions.addHost
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
  /// A repository that cached layers are read from (`REPOSITORY`).
  public let cacheFrom = ContainersOptions.cacheFrom
  /// A capability for the steps (`CAPABILITY`).
  public let capAdd = ContainersOptions.capAdd
  /// A capability that steps don't have (`CAPABILITY`).
  public let capDrop = ContainersOptions.capDrop
  /// A folder of certificates for registries (`PATH`).
  public let certDir = ContainersOptions.certDir
  /// The control group that the steps run in (`CGROUP`).
  public let cgroupParent = SharedOptions.cgroupParent
  /// A folder of CNI configurations (`PATH`).
  public let cniConfigDir = BuilderOption<String>(
    "cni_config_dir", .path, "a folder of CNI configurations")
  /// A folder of CNI plugins (`PATH`).
  public let cniPluginPath = BuilderOption<String>(
    "cni_plugin_path", .path, "a folder of CNI plugins")
  /// Of no effect any more.
  public let compress = BuilderOption<Bool>("compress", .flag, "of no effect any more")
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
  /// Remove the containers of the steps even if the build fails; needs layers or no_cache.
  public let forceRm = BuilderOption<Bool>(
    "force_rm", .flag,
    "remove the containers of the steps even if the build fails; needs layers or no_cache")
  /// The format of the image's manifest (`oci|docker`).
  public let format = ContainersOptions.format
  /// Hand the proxy variables of the environment to the steps.
  public let httpProxy = ContainersOptions.httpProxy
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
  public let layers = BuilderOption<Bool>("layers", .flag, "keep the layers of steps as a cache")
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
  /// The system that the image is for (`OS`).
  public let os = ContainersOptions.os
  /// The PID namespace of the steps (`NAME|PATH`).
  public let pid = ContainersOptions.pid
  /// What the image is to run on (`OS/ARCH[/VARIANT]`).
  public let platform = SharedOptions.platform
  /// When base images are pulled (`true|false|always|missing|never|newer`).
  public let pull = ContainersOptions.pull
  /// Pull base images each time.
  public let pullAlways = BuilderOption<Bool>("pull_always", .flag, "pull base images each time")
  /// Never pull base images.
  public let pullNever = BuilderOption<Bool>("pull_never", .flag, "never pull base images")
  /// Print nothing but the id of the image.
  public let quiet = SharedOptions.quiet
  /// Remove the containers of the steps; needs layers or no_cache.
  public let rm = BuilderOption<Bool>(
    "rm", .flagOnByDefault, "remove the containers of the steps; needs layers or no_cache")
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
  /// Make one layer of the new ones.
  public let squash = ContainersOptions.squash
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
  /// The user namespace of the steps (`MODE`).
  public let userns = ContainersOptions.userns
  /// Whose ids in /etc/subgid the steps get (`GROUP`).
  public let usernsGidMapGroup = ContainersOptions.usernsGidMapGroup
  /// Whose ids in /etc/subuid the steps get (`USER`).
  public let usernsUidMapUser = ContainersOptions.usernsUidMapUser
  /// The UTS namespace of the steps (`MODE`).
  public let uts = ContainersOptions.uts
  /// The variant of the architecture (`VARIANT`).
  public let variant = ContainersOptions.variant
  /// A folder of this machine that steps see (`HOST:CONTAINER[:OPTIONS]`).
  public let volume = ContainersOptions.volume
}
