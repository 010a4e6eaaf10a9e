import ArgumentParser
import BentoContainer

/// Options of BentoML's command line from before there was `--opt`. They are accepted, and left out of
/// the help.
struct OlderOptions: ParsableArguments {
  @Option(name: .customLong("add-host"), parsing: .unconditionalSingleValue, help: .hidden)
  var addHost: [String] = []
  @Option(name: .customLong("allow"), parsing: .unconditionalSingleValue, help: .hidden)
  var allow: [String] = []
  @Option(name: .customLong("attest"), parsing: .unconditionalSingleValue, help: .hidden)
  var attest: [String] = []
  @Option(name: .customLong("build-arg"), parsing: .unconditionalSingleValue, help: .hidden)
  var buildArg: [String] = []
  @Option(name: .customLong("build-context"), parsing: .unconditionalSingleValue, help: .hidden)
  var buildContext: [String] = []
  @Option(name: .customLong("cache-from"), parsing: .unconditionalSingleValue, help: .hidden)
  var cacheFrom: [String] = []
  @Option(name: .customLong("cache-to"), parsing: .unconditionalSingleValue, help: .hidden)
  var cacheTo: [String] = []
  @Option(name: .customLong("label"), parsing: .unconditionalSingleValue, help: .hidden)
  var label: [String] = []
  @Option(name: .customLong("no-cache-filter"), parsing: .unconditionalSingleValue, help: .hidden)
  var noCacheFilter: [String] = []
  @Option(name: .customLong("platform"), parsing: .unconditionalSingleValue, help: .hidden)
  var platform: [String] = []

  @Option(name: .customLong("builder"), parsing: .unconditional, help: .hidden)
  var builder: String?
  @Option(name: .customLong("cgroup-parent"), parsing: .unconditional, help: .hidden)
  var cgroupParent: String?
  @Option(name: .customLong("iidfile"), parsing: .unconditional, help: .hidden)
  var iidfile: String?
  @Option(name: .customLong("metadata-file"), parsing: .unconditional, help: .hidden)
  var metadataFile: String?
  @Option(name: .customLong("network"), parsing: .unconditional, help: .hidden)
  var network: String?
  @Option(name: .customLong("provenance"), parsing: .unconditional, help: .hidden)
  var provenance: String?
  @Option(name: .customLong("sbom"), parsing: .unconditional, help: .hidden)
  var sbom: String?
  @Option(name: .customLong("shm-size"), parsing: .unconditional, help: .hidden)
  var shmSize: String?
  @Option(name: .customLong("target"), parsing: .unconditional, help: .hidden)
  var target: String?
  @Option(name: .customLong("ulimit"), parsing: .unconditional, help: .hidden)
  var ulimit: String?

  @Flag(name: .customLong("load"), help: .hidden) var load = false
  @Flag(name: .customLong("pull"), help: .hidden) var pull = false
  @Flag(name: .customLong("push"), help: .hidden) var push = false

  /// Those that are given, by their names in `--opt`.
  var given: AdditionalOptions {
    var given: AdditionalOptions = [:]
    let repeatable = [
      ("add_host", addHost), ("allow", allow), ("attest", attest), ("build_arg", buildArg),
      ("build_context", buildContext), ("cache_from", cacheFrom), ("cache_to", cacheTo),
      ("label", label), ("no_cache_filter", noCacheFilter), ("platform", platform),
    ]
    for (name, values) in repeatable where !values.isEmpty { given[name] = .texts(values) }
    let single = [
      ("builder", builder), ("cgroup_parent", cgroupParent), ("iidfile", iidfile),
      ("metadata_file", metadataFile), ("network", network), ("provenance", provenance),
      ("sbom", sbom), ("shm_size", shmSize), ("target", target), ("ulimit", ulimit),
    ]
    for (name, value) in single { given[name] = value.map { .text($0) } }
    for (name, isOn) in [("load", load), ("pull", pull), ("push", push)] where isOn {
      given[name] = true
    }
    return given
  }

  /// How they are written today, in one line; nil if none is given.
  var hint: String? {
    let modern = given.elements.flatMap { element in
      let key = String(element.name.map { $0 == "_" ? "-" : $0 })
      switch element.value {
      case .flag: return ["--opt \(key)"]
      case .texts(let texts): return texts.map { "--opt \(key)=\($0)" }
      }
    }
    guard !modern.isEmpty else { return nil }
    return
      "hint: the older form of options is accepted; today's is \(modern.joined(separator: " "))"
  }
}
