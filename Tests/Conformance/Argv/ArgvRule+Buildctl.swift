import BentoContainer

extension ArgvRule {
  /// Rules for the builds that buildctl did and that are direct now.
  static let buildctl: [ArgvRule] = [
    // The context and the Containerfile are the bento's; a folder of their names is not the user's.
    ArgvRule(buildctl: "locals") { _, expected in
      expected.flags?["--local"].removeAll { value in
        guard case .separate(let text) = value else { return false }
        return text.hasPrefix("context=") || text.hasPrefix("dockerfile=")
      }
    },
    ArgvRule(buildctl: "D10") { arguments, expected in
      for (name, value) in arguments.values {
        guard isForFrontend(name, arguments), !KeywordArguments.own.contains(name), name != "tag",
          expected.flags?[flag(name)].isEmpty == false
        else { continue }
        expected.flags?[flag(name)] = []
        for text in value.asTexts ?? [] {
          expected.flags?.add(.separate("\(name)=\(text)"), to: "--opt")
        }
      }
    },
    ArgvRule(buildctl: "D8") { arguments, expected in
      for (name, value) in arguments.values {
        guard isForFrontend(name, arguments), !KeywordArguments.own.contains(name),
          let texts = value.asTexts
        else { continue }
        let old = texts.flatMap { ["\(name)=\($0)", "\(name):\($0)"] }
        expected.flags?["--opt"].removeAll { value in
          if case .separate(let text) = value { old.contains(text) } else { false }
        }
        // A file that is written of the build is none of the frontend's affairs.
        for text in name == "iidfile" ? [] : frontendOptions(name, texts) {
          expected.flags?.add(.separate(text), to: "--opt")
        }
      }
    },
    // What builders of Dockerfiles can be told has a meaning for the frontend.
    ArgvRule(buildctl: "attributes") { arguments, expected in
      if case .dict(let pairs)? = arguments.values["add_host"] {
        expected.flags?["--add-host"] = []
        let hosts = pairs.map { "\($0)=\($1.asText ?? "")" }.joined(separator: ",")
        expected.flags?.add(.separate("add-hosts=\(hosts)"), to: "--opt")
      }
      if arguments.values["pull"] == .bool(true) {
        expected.flags?.add(.separate("image-resolve-mode=pull"), to: "--opt")
      }
      if let progress = arguments.values["progress"]?.asText {
        expected.flags?["--progress"] = [.separate(progress)]
      }
    },
    ArgvRule(buildctl: "D9") { arguments, expected in
      guard arguments.values["output"] ?? PythonValue.none == PythonValue.none,
        let outputs = expected.flags?["--output"], !outputs.isEmpty
      else { return }
      // One archive holds the image by all its names.
      let names = (arguments.values["tag"]?.asTexts ?? []).map { ImageReference.canonical($0) }
      guard case .separate(let first)? = outputs.first, let type = first.split(separator: ",").first
      else { return }
      let list = "name=" + names.joined(separator: ",")
      expected.flags?["--output"] = [
        .separate("\(type),\(names.count > 1 ? "\"\(list)\"" : list)")
      ]
    },
    // What a direct build can't do is refused, and what no builder would take.
    ArgvRule(buildctl: "direct") { arguments, expected in
      let caches = arguments.values["import_cache"].map { [$0] } ?? []
      let outputs = arguments.values["output"].map { [$0] } ?? []
      let places = (caches + outputs).flatMap { $0.asTexts ?? [$0.asList ?? ""] }
      let isLocal = places.contains { $0.split(separator: ",").contains("type=local") }
      let isEmpty = outputs.contains { $0 == .text("") }
      let privileges = arguments.values["allow"]?.asTexts ?? []
      let network = arguments.values["network"]?.asText
      let isUnknown =
        !privileges.allSatisfy(["network.host", "security.insecure", "device"].contains)
        || network.map { !["default", "host", "none", "sandbox"].contains($0) } == true
      if isLocal || isEmpty || isUnknown { expected.flags = nil }
    },
    ArgvRule(buildctl: "names") { arguments, expected in
      if arguments.values["tag"]?.asTexts == [] { expected.flags?["--output"] = [] }
    },
  ]

  /// Options that are declared here and not by the reference: it hands them on.
  private static let declaredHere: Set = [
    "add_host", "annotation", "attest", "build_arg", "build_context", "cgroup_parent", "iidfile",
    "label", "network", "no_cache_filter", "platform", "provenance", "pull", "sbom", "shm_size",
    "target", "ulimit",
  ]

  /// Whether the reference hands an option on to the frontend.
  fileprivate static func isForFrontend(_ name: String, _ arguments: KeywordArguments) -> Bool {
    !arguments.declares(name) || declaredHere.contains(name)
  }

  /// Options of the frontend, as buildctl takes them.
  static func frontendOptions(_ name: String, _ texts: [String]) -> [String] {
    let prefixes = ["build_arg": "build-arg", "label": "label", "build_context": "context"]
    if let prefix = prefixes[name] { return texts.map { "\(prefix):\($0)" } }
    return ["\(name.map { $0 == "_" ? "-" : String($0) }.joined())=\(texts.joined(separator: ","))"]
  }
}

extension ArgvExpectation {
  /// Expects flags where an error was recorded: those of a build without the option.
  mutating func render(_ arguments: KeywordArguments) {
    guard flags == nil else { return }
    var words: [String] = []
    for name in arguments.values["tag"]?.asTexts ?? [] { words += ["--tag", name] }
    flags = FlagList(words + ["--file", "/ctx/env/docker/Dockerfile", "/ctx"], hasLast: true)
    for (name, value) in arguments.values
    where !KeywordArguments.own.contains(name) && name != "tag" {
      for text in value.asTexts ?? [] { flags?.add(.separate(text), to: ArgvRule.flag(name)) }
    }
  }

  /// Expects what a mapping, a list or a number means where an error was recorded.
  mutating func renderForBuildctl(
    _ name: String, _ value: PythonValue, _ arguments: KeywordArguments
  ) {
    let isLocal =
      name == "local" && value.asTexts != nil && value.asTexts?.first?.contains("=") == true
    let rendered: [(flag: String, text: String)]
    switch value {
    case .dict(let pairs) where ["opt", "local"].contains(name):
      rendered = pairs.map { key, value in
        (ArgvRule.flag(name), "\(key)=\((value.asTexts ?? []).joined(separator: ","))")
      }
    case .dict(let pairs) where ["build_arg", "label", "build_context"].contains(name):
      let texts = pairs.map { "\($0)=\($1.asText ?? "")" }
      rendered = ArgvRule.frontendOptions(name, texts).map { ("--opt", $0) }
    case .dict where arguments.declares(name):
      rendered = [(ArgvRule.flag(name), value.asList ?? "")]
    case .sequence(.list, _) where ArgvRule.isForFrontend(name, arguments): rendered = []
    case .text where isLocal, .sequence(.list, _) where isLocal:
      rendered = (value.asTexts ?? []).map { ("--local", $0) }
    default: return
    }
    if flags == nil {
      let names = (arguments.values["tag"]?.asTexts ?? []).map { "docker.io/\($0)" }
      flags = FlagList(
        ["--frontend", "dockerfile.v0"] + names.flatMap { ["--output", "type=docker,name=\($0)"] },
        hasLast: false)
    }
    for (flag, text) in rendered { flags?.add(.separate(text), to: flag) }
  }
}
