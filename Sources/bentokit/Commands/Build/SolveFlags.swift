import ArgumentParser
import BentoContainer

/// What a build may use, and what is written of it, by the flags of `buildctl build`. Each becomes the
/// option of the same name.
struct SolveFlags: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")], parsing: .unconditionalSingleValue,
    help: """
      Where the image goes: type=docker|oci|tar|image|local|registry[,dest=FILE|FOLDER]\
      [,name=NAME][,push=true]…, or a folder for its files; repeatable.
      """)
  var output: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: "A secret for the build: id=NAME,src=FILE or id=NAME,env=VARIABLE; repeatable.")
  var secret: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: "An SSH agent or keys for the build: default|ID[=SOCKET|KEY,…]; repeatable.")
  var ssh: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: """
      A privilege for the build: network.host, security.insecure or device[=NAME]; repeatable. The \
      daemon has to allow it, too.
      """)
  var allow: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: "A cache to read from: type=TYPE,KEY=VALUE,…; repeatable. Also --cache-from.")
  var importCache: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: "A cache to write to: type=TYPE,KEY=VALUE,…; repeatable. Also --cache-to.")
  var exportCache: [String] = []

  @Option(parsing: .unconditionalSingleValue, help: .hidden)
  var cacheFrom: [String] = []

  @Option(parsing: .unconditionalSingleValue, help: .hidden)
  var cacheTo: [String] = []

  @Flag(help: "Run every step anew.")
  var noCache = false

  @Option(help: "A JSON file that says which images and other sources may be used.")
  var sourcePolicyFile: String?

  @Option(parsing: .unconditional, help: "A file that what the build made is written to, as JSON.")
  var metadataFile: String?

  @Option(help: "A file that the build's name on the daemon is written to.")
  var refFile: String?

  @Option(help: "A file that the build's news are added to, as JSON.")
  var trace: String?

  /// Those that are given, by their names in `--opt`.
  var given: AdditionalOptions {
    var given = AdditionalOptions(repeatable: [
      ("output", output), ("secret", secret), ("ssh", ssh), ("allow", allow),
      ("import_cache", importCache), ("export_cache", exportCache), ("cache_from", cacheFrom),
      ("cache_to", cacheTo),
    ])
    let single = [
      ("source_policy_file", sourcePolicyFile), ("metadata_file", metadataFile),
      ("ref_file", refFile), ("trace", trace),
    ]
    for (name, value) in single { given[name] = value.map { .text($0) } }
    if noCache { given["no_cache"] = true }
    return given
  }
}
