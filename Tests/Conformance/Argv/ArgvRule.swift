import BentoContainer

/// How a recorded command line is mended where it shows a defect of the reference. A rule sees what
/// was asked for, never the name of a case.
struct ArgvRule {
  /// The defect, or the decision of ours.
  let id: String
  let mend: @Sendable (ArgvCase, KeywordArguments, inout ArgvExpectation) -> Void

  private init(
    _ id: String,
    _ mend: @escaping @Sendable (ArgvCase, KeywordArguments, inout ArgvExpectation) -> Void
  ) {
    self.id = id
    self.mend = mend
  }

  /// All of them, in the order in which they apply.
  static let all: [ArgvRule] =
    [
      // The recorded words are the builder's plus a flag that the reference takes for itself later.
      ArgvRule("run-as-root") { _, _, expected in expected.flags?["---run-as-root"] = [] },
      ArgvRule("D4") { _, arguments, expected in
        for (name, value) in arguments.values {
          guard case .int(let number) = value, arguments.declares(name) else { continue }
          expected.render(arguments)
          expected.flags?[flag(name)] = [
            .separate(name == "retry_delay" ? "\(number)s" : "\(number)")
          ]
        }
      },
      ArgvRule("D5") { recorded, arguments, expected in
        guard recorded.backend == "buildctl", recorded.argv == nil else { return }
        expected.renderForBuildctl(arguments)
      },
      ArgvRule("D49") { _, arguments, expected in
        guard let secret = arguments.values["secret"], case .sequence(_, let items) = secret,
          items.contains(where: { $0.asList != nil })
        else { return }
        expected.flags?["--secret"] = (secret.asTexts ?? []).map { .separate($0) }
      },
      ArgvRule("D13") { _, arguments, expected in
        for name in ["volume", "userns_uid_map", "userns_gid_map"] {
          guard case .sequence(.tuple, let items)? = arguments.values[name], items.count > 1 else {
            continue
          }
          let texts = items.compactMap(\.asText)
          guard texts.contains(where: { $0.contains(":") }) else { continue }
          expected.flags?[flag(name)] = texts.map { .separate($0) }
        }
      },
      ArgvRule("D6") { _, arguments, expected in
        for name in arguments.values.keys where !PathOptions.all.contains(name) {
          expected.flags?.change(flag(name)) {
            $0.hasPrefix("<CWD>/") ? String($0.dropFirst(6)) : $0
          }
        }
      },
      ArgvRule("D7") { recorded, arguments, expected in
        for name in arguments.values.keys where arguments.declares(name) {
          expected.flags?.change(flag(name)) { PathOptions.resolved($0, of: name) }
        }
      },
      // A secret in a file is said to be one: a variable called as its id would go before it.
      ArgvRule("typed secret") { recorded, _, expected in
        guard ["podman", "buildah"].contains(recorded.backend) else { return }
        expected.flags?.change("--secret") { text in
          text.contains("src=") && !text.contains("type=") ? text + ",type=file" : text
        }
      },
      ArgvRule("D14") { _, arguments, expected in
        guard arguments.values["pull"]?.asTexts != nil, let values = expected.flags?["--pull"]
        else {
          return
        }
        expected.flags?["--pull"] = values.map { value in
          if case .separate(let text) = value { .joined(text) } else { value }
        }
      },
      ArgvRule("D3") { recorded, arguments, expected in
        for (name, value) in arguments.values {
          let isOff = value == .bool(false) || (name == "load" && value.asTexts == ["false"])
          guard isOff else { continue }
          let isOnByDefault = OnByDefault.options[recorded.backend]?.contains(name) == true
          expected.flags?[flag(name)] = isOnByDefault ? [.joined("false")] : []
        }
      },
      ArgvRule("D12") { recorded, arguments, expected in
        let names = ["attest", "provenance", "sbom"]
        guard recorded.backend == "buildx", let answer = recorded.environ?["FAKE_BUILDX_VERSION"]
        else { return }
        let version = answer.split(separator: " ").dropFirst().first.map(String.init) ?? answer
        let numbers = version.drop { $0 == "v" }.prefix { $0.isNumber || $0 == "." }
          .split(separator: ".").compactMap { Int($0) }
        let isOld = numbers.count == 3 && numbers.lexicographicallyPrecedes([0, 10, 0])
        expected.render(arguments)
        for name in names {
          let texts = isOld ? [] : arguments.values[name]?.asTexts ?? []
          expected.flags?[flag(name)] = texts.map { .separate($0) }
        }
      },
      ArgvRule("D11") { _, arguments, expected in
        guard arguments.backend.name == "buildx" else { return }
        let outputs = arguments.values["output"].map { $0.asTexts ?? [$0.asList ?? ""] } ?? []
        let isLocal = outputs.contains { output in
          output.split(separator: ",").contains("type=local")
            || (!output.contains("=") && !output.isEmpty && output != "-")
        }
        let isPushed = recorded(arguments, "push")
        expected.flags?["--push"] = isPushed && !isLocal ? [.alone] : []
        let isLoaded = arguments.values["load"] ?? .bool(true)
        let loads = isLoaded == .bool(true) || isLoaded == PythonValue.none
        expected.flags?["--load"] = loads && !isPushed && !isLocal ? [.alone] : []
      },
      // A limit written as one text is split into its characters.
      ArgvRule("ulimit") { _, arguments, expected in
        guard case .dict(let pairs)? = arguments.values["ulimit"],
          expected.flags?["--ulimit"].isEmpty == false
        else { return }
        expected.flags?["--ulimit"] = pairs.map { key, value in
          .separate("\(key)=\((value.asTexts ?? []).joined(separator: ":"))")
        }
      },
      ArgvRule("D55") { recorded, arguments, expected in
        if arguments.isGiven("file") || arguments.isGiven("context_path") {
          expected.flags = nil
        } else if recorded.backend != "buildctl" {
          expected.flags?["--file"] = [.separate("/ctx/env/docker/Dockerfile")]
          expected.flags?.last = "/ctx"
        }
      },
    ] + buildctl

  static func flag(_ name: String) -> String { "--" + String(name.map { $0 == "_" ? "-" : $0 }) }

  private static func recorded(_ arguments: KeywordArguments, _ name: String) -> Bool {
    arguments.values[name] == .bool(true)
  }

  init(
    buildctl id: String,
    _ mend: @escaping @Sendable (KeywordArguments, inout ArgvExpectation) -> Void
  ) {
    self.init(id) { recorded, arguments, expected in
      if recorded.backend == "buildctl" { mend(arguments, &expected) }
    }
  }
}

/// Which options are paths, by the reference's own types, and what else holds some.
enum PathOptions {
  /// Names of files and folders.
  private static let files: Set = [
    "authfile", "cert_dir", "cni_config_dir", "cni_netconfpath", "cni_path", "cni_plugin_path",
    "data_root", "ignorefile", "iidfile", "logfile", "metadata_file", "ref_file",
    "source_policy_file", "trace",
  ]
  /// Words of the builder's, or paths.
  private static let wordsOrFiles: Set = ["ipc", "pid", "runtime"]

  /// All options whose whole value may be a path. A control group is none of this machine's files.
  static let all = files

  static func resolved(_ value: String, of name: String) -> String {
    switch name {
    case _ where files.contains(name): absolute(value)
    case _ where wordsOrFiles.contains(name): value.contains("/") ? absolute(value) : value
    case "output":
      value.contains("=") || value == "-" ? field(value, ["dest"]) : absolute(value)
    case "secret": field(value, ["src", "source"])
    default: value
    }
  }

  private static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") || path.hasPrefix("<") || path.isEmpty { return path }
    return "<CWD>/" + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
  }

  private static func field(_ list: String, _ keys: [String]) -> String {
    list.split(separator: ",", omittingEmptySubsequences: false).map { field in
      let parts = field.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, keys.contains(String(parts[0])), parts[1] != "-" else {
        return String(field)
      }
      return "\(parts[0])=\(absolute(String(parts[1])))"
    }.joined(separator: ",")
  }
}

/// What builders do unless told not to, by their own help.
enum OnByDefault {
  private static let containers: Set = [
    "disable_compression", "http_proxy", "pull", "rm", "tls_verify",
  ]
  static let options: [String: Set<String>] = [
    "docker": ["disable_content_trust"],
    "nerdctl": ["rm"],
    "buildah": containers,
    "podman": containers.union(["force_rm", "identity_label", "layers", "skip_unused_stages"]),
  ]
}
