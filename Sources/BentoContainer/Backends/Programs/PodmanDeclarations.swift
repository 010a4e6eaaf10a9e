// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// What an option does is said once: by its declaration.

/// The options of `podman build`.
public struct PodmanDeclarations: OptionDeclarations {
  public static let declared = PodmanDeclarations()

  public let file = SharedOptions.file
  public let contextPath = SharedOptions.contextPath
  public let tag = SharedOptions.tag
  public let addHost = SharedOptions.addHost
  public let allPlatforms = BuilderOption<Bool>(
    "all_platforms", .flag, "build for all platforms of the base image")
  public let annotation = ContainersOptions.annotation
  public let label = SharedOptions.label
  public let arch = ContainersOptions.arch
  public let authfile = ContainersOptions.authfile
  public let buildArg = SharedOptions.buildArg
  public let buildContext = SharedOptions.buildContext
  public let cacheFrom = ContainersOptions.cacheFrom
  public let cacheTo = BuilderOption<String>(
    "cache_to", .value("REPOSITORY"), "a repository that cached layers are written to")
  public let cacheTtl = BuilderOption<String>(
    "cache_ttl", .value("DURATION"), "how old cached layers may be")
  public let capAdd = ContainersOptions.capAdd
  public let capDrop = ContainersOptions.capDrop
  public let certDir = ContainersOptions.certDir
  public let cgroupParent = SharedOptions.cgroupParent
  public let cgroupns = BuilderOption<String>(
    "cgroupns", .value("MODE"), "the control-group namespace of the steps")
  public let cppFlag = BuilderOption<[String]>(
    "cpp_flag", .values("FLAG"), "a flag for the C preprocessor")
  public let cpuPeriod = ContainersOptions.cpuPeriod
  public let cpuQuota = ContainersOptions.cpuQuota
  public let cpuShares = ContainersOptions.cpuShares
  public let cpusetCpus = ContainersOptions.cpusetCpus
  public let cpusetMems = ContainersOptions.cpusetMems
  public let creds = ContainersOptions.creds
  public let decryptionKey = ContainersOptions.decryptionKey
  public let device = ContainersOptions.device
  public let disableCompression = ContainersOptions.disableCompression
  public let dns = ContainersOptions.dns
  public let dnsOption = ContainersOptions.dnsOption
  public let dnsSearch = ContainersOptions.dnsSearch
  public let env = BuilderOption<OptionPairs>(
    "env", .pairs("NAME[=VALUE]"), "a variable of the image")
  public let forceRm = BuilderOption<Bool>(
    "force_rm", .flagOnByDefault, "remove the containers of the steps even if the build fails")
  public let format = ContainersOptions.format
  public let hooksDir = BuilderOption<[String]>("hooks_dir", .values(), "a folder of OCI hooks")
  public let httpProxy = ContainersOptions.httpProxy
  public let identityLabel = BuilderOption<Bool>(
    "identity_label", .flagOnByDefault, "label the image with the version of buildah")
  public let ignorefile = ContainersOptions.ignorefile
  public let iidfile = SharedOptions.iidfile
  public let ipc = ContainersOptions.ipc
  public let isolation = ContainersOptions.isolation
  public let jobs = ContainersOptions.jobs
  public let layers = BuilderOption<Bool>(
    "layers", .flagOnByDefault, "keep the layers of steps as a cache")
  public let logfile = ContainersOptions.logfile
  public let manifest = ContainersOptions.manifest
  public let memory = ContainersOptions.memory
  public let memorySwap = ContainersOptions.memorySwap
  public let network = SharedOptions.network
  public let noCache = SharedOptions.noCache
  public let noHosts = BuilderOption<Bool>("no_hosts", .flag, "leave /etc/hosts as it is")
  public let omitHistory = BuilderOption<Bool>(
    "omit_history", .flag, "leave the steps out of the image's history")
  public let os = ContainersOptions.os
  public let osFeature = BuilderOption<String>(
    "os_feature", .value("FEATURE"), "a feature of the system that the image needs")
  public let osVersion = BuilderOption<String>(
    "os_version", .value("VERSION"), "the version of the system that the image is for")
  public let pid = ContainersOptions.pid
  public let platform = SharedOptions.platform
  public let output = SharedOptions.output
  public let pull = ContainersOptions.pull
  public let quiet = SharedOptions.quiet
  public let rm = ContainersOptions.rm
  public let retry = BuilderOption<Int>(
    "retry", .value("NUMBER"), "how often a pull or push is tried again")
  public let retryDelay = BuilderOption<Delay>(
    "retry_delay", .value("SECONDS|DURATION"), "the time between two tries")
  public let runtime = ContainersOptions.runtime
  public let runtimeFlag = ContainersOptions.runtimeFlag
  public let secret = ContainersOptions.secret
  public let securityOpt = ContainersOptions.securityOpt
  public let shmSize = SharedOptions.shmSize
  public let signBy = ContainersOptions.signBy
  public let skipUnusedStages = BuilderOption<Bool>(
    "skip_unused_stages", .flagOnByDefault, "leave out stages that the target doesn't need")
  public let squash = ContainersOptions.squash
  public let squashAll = BuilderOption<Bool>("squash_all", .flag, "make one layer of all")
  public let ssh = SharedOptions.ssh
  public let stdin = ContainersOptions.stdin
  public let target = SharedOptions.target
  public let timestamp = ContainersOptions.timestamp
  public let tlsVerify = ContainersOptions.tlsVerify
  public let ulimit = SharedOptions.ulimit
  public let unsetenv = BuilderOption<[String]>(
    "unsetenv", .values("NAME"), "a variable of the base image to leave out")
  public let userns = ContainersOptions.userns
  public let usernsGidMap = BuilderOption<[IDMapping]>(
    "userns_gid_map", .values("CONTAINER:HOST:SIZE"), "a mapping of group ids")
  public let usernsGidMapGroup = ContainersOptions.usernsGidMapGroup
  public let usernsUidMap = BuilderOption<[IDMapping]>(
    "userns_uid_map", .values("CONTAINER:HOST:SIZE"), "a mapping of user ids")
  public let usernsUidMapUser = ContainersOptions.usernsUidMapUser
  public let uts = ContainersOptions.uts
  public let variant = ContainersOptions.variant
  public let volume = ContainersOptions.volume
}
