import ArgumentParser
import BentoContainer

/// What can be said about a Dockerfile's build, by the flags of `docker buildx build`. Each becomes the
/// option of the same name.
struct DockerfileFlags: ParsableArguments {
  @Option(parsing: .unconditional, help: "The stage to build.")
  var target: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: "What the image is to run on: OS/ARCH[/VARIANT][,...]; repeatable.")
  var platform: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: "A build argument: NAME=VALUE, or NAME for the variable of the environment; repeatable.")
  var buildArg: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: """
      A further source of files: NAME=FOLDER, docker-image://IMAGE, oci-layout://FOLDER, a git \
      repository or a URL; repeatable.
      """)
  var buildContext: [String] = []

  @Option(parsing: .unconditionalSingleValue, help: "A label of the image: NAME=VALUE; repeatable.")
  var label: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: """
      An annotation of the image: [PLACE:]NAME=VALUE, where PLACE is manifest, index, \
      manifest-descriptor or index-descriptor; repeatable.
      """)
  var annotation: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: "An entry of /etc/hosts for the steps: NAME:ADDRESS, or NAME:host-gateway; repeatable.")
  var addHost: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: "A limit for the steps: RESOURCE=SOFT[:HARD]; repeatable.")
  var ulimit: [String] = []

  @Option(parsing: .unconditional, help: "The size of /dev/shm in the steps, such as 64m.")
  var shmSize: String?

  @Option(parsing: .unconditional, help: "The control group that the steps run in.")
  var cgroupParent: String?

  @Option(parsing: .unconditional, help: "The network of the steps: default, host or none.")
  var network: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: "Stages whose steps run anew: STAGE[,...]; repeatable.")
  var noCacheFilter: [String] = []

  @Flag(help: "Look for newer base images, even if the builder has them.")
  var pull = false

  @Option(
    parsing: .unconditionalSingleValue,
    help: "An attestation of the image: type=provenance|sbom[,KEY=VALUE]...; repeatable.")
  var attest: [String] = []

  @Option(
    parsing: .unconditional,
    help: "How the image came to be, as an attestation: true, false, mode=min|max, ...")
  var provenance: String?

  @Option(
    parsing: .unconditional,
    help: "What the image holds, as an attestation: true, false, generator=IMAGE, ...")
  var sbom: String?

  /// Those that are given, by their names in `--opt`.
  var given: AdditionalOptions {
    var given = AdditionalOptions(repeatable: [
      ("add_host", addHost), ("annotation", annotation), ("attest", attest),
      ("build_arg", buildArg), ("build_context", buildContext), ("label", label),
      ("no_cache_filter", noCacheFilter), ("platform", platform), ("ulimit", ulimit),
    ])
    let single = [
      ("cgroup_parent", cgroupParent), ("network", network), ("provenance", provenance),
      ("sbom", sbom), ("shm_size", shmSize), ("target", target),
    ]
    for (name, value) in single { given[name] = value.map { .text($0) } }
    if pull { given["pull"] = true }
    return given
  }
}

extension AdditionalOptions {
  /// Options that may be given several times, those that aren't given left out.
  init(repeatable options: [(String, [String])]) {
    self = [:]
    for (name, values) in options where !values.isEmpty { self[name] = .texts(values) }
  }
}
