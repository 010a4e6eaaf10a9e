// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// What an option does is said once: by its declaration.

/// The options of `buildah build`.
public struct BuildahDeclarations: OptionDeclarations {
  public static let declared = BuildahDeclarations()

  public let contextPath = SharedOptions.contextPath
  public let file = SharedOptions.file
  public let tag = SharedOptions.tag
  public let addHost = SharedOptions.addHost
  public let annotation = ContainersOptions.annotation
  public let label = SharedOptions.label
  public let arch = ContainersOptions.arch
  public let authfile = ContainersOptions.authfile
  public let buildArg = SharedOptions.buildArg
  public let cacheFrom = ContainersOptions.cacheFrom
  public let capAdd = ContainersOptions.capAdd
  public let capDrop = ContainersOptions.capDrop
  public let certDir = ContainersOptions.certDir
  public let cgroupParent = SharedOptions.cgroupParent
  public let cniConfigDir = BuilderOption<String>(
    "cni_config_dir", .path, "a folder of CNI configurations")
  public let cniPluginPath = BuilderOption<String>(
    "cni_plugin_path", .path, "a folder of CNI plugins")
  public let compress = BuilderOption<Bool>("compress", .flag, "of no effect any more")
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
  public let forceRm = BuilderOption<Bool>(
    "force_rm", .flag,
    "remove the containers of the steps even if the build fails; needs layers or no_cache")
  public let format = ContainersOptions.format
  public let httpProxy = ContainersOptions.httpProxy
  public let ignorefile = ContainersOptions.ignorefile
  public let iidfile = SharedOptions.iidfile
  public let ipc = ContainersOptions.ipc
  public let isolation = ContainersOptions.isolation
  public let jobs = ContainersOptions.jobs
  public let layers = BuilderOption<Bool>("layers", .flag, "keep the layers of steps as a cache")
  public let logfile = ContainersOptions.logfile
  public let manifest = ContainersOptions.manifest
  public let memory = ContainersOptions.memory
  public let memorySwap = ContainersOptions.memorySwap
  public let network = SharedOptions.network
  public let noCache = SharedOptions.noCache
  public let os = ContainersOptions.os
  public let pid = ContainersOptions.pid
  public let platform = SharedOptions.platform
  public let pull = ContainersOptions.pull
  public let pullAlways = BuilderOption<Bool>("pull_always", .flag, "pull base images each time")
  public let pullNever = BuilderOption<Bool>("pull_never", .flag, "never pull base images")
  public let quiet = SharedOptions.quiet
  public let rm = BuilderOption<Bool>(
    "rm", .flagOnByDefault, "remove the containers of the steps; needs layers or no_cache")
  public let runtime = ContainersOptions.runtime
  public let runtimeFlag = ContainersOptions.runtimeFlag
  public let secret = ContainersOptions.secret
  public let securityOpt = ContainersOptions.securityOpt
  public let shmSize = SharedOptions.shmSize
  public let signBy = ContainersOptions.signBy
  public let squash = ContainersOptions.squash
  public let ssh = SharedOptions.ssh
  public let stdin = ContainersOptions.stdin
  public let target = SharedOptions.target
  public let timestamp = ContainersOptions.timestamp
  public let tlsVerify = ContainersOptions.tlsVerify
  public let ulimit = SharedOptions.ulimit
  public let userns = ContainersOptions.userns
  public let usernsGidMapGroup = ContainersOptions.usernsGidMapGroup
  public let usernsUidMapUser = ContainersOptions.usernsUidMapUser
  public let uts = ContainersOptions.uts
  public let variant = ContainersOptions.variant
  public let volume = ContainersOptions.volume
}
