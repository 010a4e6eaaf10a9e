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
        guard !arguments.declares(name), !KeywordArguments.own.contains(name), name != "tag",
          name != "trace", expected.flags?[flag(name)].isEmpty == false
        else { continue }
        expected.flags?[flag(name)] = []
        for text in value.asTexts ?? [] {
          expected.flags?.add(.separate("\(name)=\(text)"), to: "--opt")
        }
      }
    },
    ArgvRule(buildctl: "D8") { arguments, expected in
      for (name, value) in arguments.values {
        guard !arguments.declares(name), !KeywordArguments.own.contains(name),
          name != "trace", let texts = value.asTexts
        else { continue }
        let old = texts.flatMap { ["\(name)=\($0)", "\(name):\($0)"] }
        expected.flags?["--opt"].removeAll { value in
          if case .separate(let text) = value { old.contains(text) } else { false }
        }
        for text in frontendOptions(name, texts) {
          expected.flags?.add(.separate(text), to: "--opt")
        }
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
    // What a direct build can't do is refused.
    ArgvRule(buildctl: "direct") { arguments, expected in
      let trace = arguments.values["trace"] ?? .none
      let refused = trace != PythonValue.none && trace.asTexts != []
      let caches = ["export_cache", "import_cache"].compactMap { arguments.values[$0] }
      let outputs = arguments.values["output"].map { [$0] } ?? []
      let places = (caches + outputs).flatMap { $0.asTexts ?? [$0.asList ?? ""] }
      let isLocal = places.contains { $0.split(separator: ",").contains("type=local") }
      let isEmpty = outputs.contains { $0 == .text("") }
      if refused || isLocal || isEmpty { expected.flags = nil }
    },
    ArgvRule(buildctl: "names") { arguments, expected in
      if arguments.values["tag"]?.asTexts == [] { expected.flags?["--output"] = [] }
    },
  ]

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
    case .sequence(.list, _) where !arguments.declares(name): rendered = []
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
