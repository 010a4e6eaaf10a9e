import ArgumentParser
import BentoContainer

/// Options of BentoML's command line from before there was `--opt`. Those that are no flags of ours are
/// accepted, and left out of the help.
struct OlderOptions: ParsableArguments {
  @Option(name: .customLong("builder"), parsing: .unconditional, help: .hidden)
  var builder: String?

  /// Those that are given, by their names in `--opt`.
  var given: AdditionalOptions {
    var given: AdditionalOptions = [:]
    given["builder"] = builder.map { .text($0) }
    return given
  }

  /// All of them, by their names in `--opt`: most have become flags of ours.
  private static let names: Set = [
    "add_host", "allow", "attest", "build_arg", "build_context", "builder", "cache_from",
    "cache_to",
    "cgroup_parent", "iidfile", "label", "load", "metadata_file", "network", "no_cache_filter",
    "platform", "provenance", "pull", "push", "sbom", "shm_size", "ssh", "target", "ulimit",
  ]

  /// How those among the flags that are given are written today, in one line; nil if there are none.
  static func hint(on flags: AdditionalOptions) -> String? {
    let modern = flags.elements.filter { names.contains($0.name) }.flatMap { element in
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
