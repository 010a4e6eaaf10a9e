import BuildKit

/// Options that several builders have in common, declared once for all of them.
enum SharedOptions {
  static let file = BuilderOption<Never>(
    "file", refused: "can't be used: the Containerfile is made from the bento")
  static let contextPath = BuilderOption<Never>(
    "context_path", refused: "can't be used: the context is made from the bento")
  static let addHost = BuilderOption<OptionPairs>(
    "add_host", .pairs("HOST:IP", separator: ":"), "an entry of /etc/hosts for the steps")
  static let allow = BuilderOption<[String]>(
    "allow", .values("PRIVILEGE"),
    "a privilege for the build: network.host, security.insecure, device")
  static let attest = BuilderOption<[OptionFields]>(
    "attest", .fields("type=TYPE,KEY=VALUE,…"), "an attestation of the image")
  static let buildArg = BuilderOption<OptionPairs>(
    "build_arg", .pairs("NAME=VALUE"),
    "a build argument; a name alone takes the variable of the environment")
  static let buildContext = BuilderOption<OptionPairs>(
    "build_context", .pairs("NAME=SOURCE"),
    "a further context for COPY --from and FROM: a folder, an image, a URL")
  static let cgroupParent = BuilderOption<String>(
    "cgroup_parent", .value("CGROUP"), "the control group that the steps run in")
  static let iidfile = BuilderOption<String>(
    "iidfile", .path, "a file that the id of the image is written to")
  static let label = BuilderOption<OptionPairs>(
    "label", .pairs("NAME=VALUE"), "a label of the image")
  static let metadataFile = BuilderOption<String>(
    "metadata_file", .path, "a file that what the build made is written to, as JSON")
  static let network = BuilderOption<String>("network", .value("MODE"), "the network of the steps")
  static let noCache = BuilderOption<Bool>("no_cache", .flag, "run every step anew")
  static let noCacheFilter = BuilderOption<[OptionFields]>(
    "no_cache_filter", .fields("STAGE,…"), "stages that run anew")
  static let platform = BuilderOption<[String]>(
    "platform", .values("OS/ARCH[/VARIANT]"), "what the image is to run on")
  static let progress = BuilderOption<BuilderProgress>("progress", .choice, "how progress is shown")
  static let provenance = BuilderOption<[OptionFields]>(
    "provenance", .fields("true|false|KEY=VALUE,…"), "an attestation of how the image came to be")
  static let pull = BuilderOption<Bool>("pull", .flag, "look for newer base images each time")
  static let quiet = BuilderOption<Bool>("quiet", .flag, "print nothing but the id of the image")
  static let sbom = BuilderOption<[OptionFields]>(
    "sbom", .fields("true|false|KEY=VALUE,…"), "an attestation of what the image holds")
  static let secretHelp = "a secret for RUN --mount=type=secret"
  static let secret = BuilderOption<[OptionFields]>("secret", .secrets(), secretHelp)
  static let shmSize = BuilderOption<ByteSize>(
    "shm_size", .value("SIZE"), "the size of /dev/shm in the steps")
  static let ssh = BuilderOption<[String]>(
    "ssh", .values("default|ID[=SOCKET|KEY,…]"), "an agent or keys for RUN --mount=type=ssh")
  static let tag = BuilderOption<[String]>(
    "tag", .values("NAME[:TAG]"), "a name of the image, in the place of --image-tag")
  static let target = BuilderOption<String>("target", .value("STAGE"), "the stage to build")
  static let ulimit = BuilderOption<[ResourceLimit]>(
    "ulimit", .values("RESOURCE=SOFT[:HARD]"), "a limit for the steps")
  static let output = BuilderOption<[OptionFields]>(
    "output", .fields("type=TYPE,KEY=VALUE,…", paths: ["dest"]), "where the result goes")
}
