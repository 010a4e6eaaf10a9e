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
    // D10: an option is known by its whole name, not by how it begins.
    ArgvRule(buildctl: "D8") { arguments, expected in
      for (name, value) in arguments.values where !arguments.declares(name) && name != "tag" {
        let texts = value.asTexts ?? []
        let old = texts.flatMap { ["\(name)=\($0)", "\(name):\($0)"] }
        expected.flags?[flag(name)] = []
        expected.flags?["--opt"].removeAll { value in
          if case .separate(let text) = value { old.contains(text) } else { false }
        }
        guard !KeywordArguments.own.contains(name) else { continue }
        for (flag, text) in DirectOptions.flags(name, value) ?? DirectOptions.others(name, value)
          ?? []
        {
          expected.flags?.add(.separate(text), to: flag)
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
    // What a daemon would refuse is refused before.
    ArgvRule(buildctl: "direct") { arguments, expected in
      func texts(_ name: String) -> [String] {
        arguments.values[name].flatMap { $0.asTexts ?? $0.asList.map { [$0] } } ?? []
      }
      let privileges = ["network.host", "security.insecure", "device"]
      let isRefused =
        !texts("allow").allSatisfy { privileges.contains(String($0.prefix { $0 != "=" })) }
        || !texts("network").allSatisfy(DirectOptions.networks.contains)
        || arguments.values["output"] == .text("")
      if isRefused { expected.flags = nil }
    },
    ArgvRule(buildctl: "names") { arguments, expected in
      if arguments.values["tag"]?.asTexts == [] { expected.flags?["--output"] = [] }
    },
  ]
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

  /// Expects what a mapping, a list or a number means where an error was recorded, unless there is
  /// something else that means nothing. What the reference doesn't declare follows by another rule.
  mutating func renderForBuildctl(_ arguments: KeywordArguments) {
    let names = (arguments.values["tag"]?.asTexts ?? []).map { "docker.io/\($0)" }
    var rendered = FlagList(["--frontend", "dockerfile.v0"], hasLast: false)
    for (name, value) in arguments.values
    where !KeywordArguments.own.contains(name) && name != "tag" {
      if arguments.declares(name) {
        guard let values = Self.declared(name, value) else { return }
        for value in values { rendered.add(value, to: ArgvRule.flag(name)) }
      } else {
        guard DirectOptions.flags(name, value) ?? DirectOptions.others(name, value) != nil else {
          return
        }
      }
    }
    if rendered["--output"].isEmpty {
      for name in names { rendered.add(.separate("type=docker,name=\(name)"), to: "--output") }
    }
    flags = rendered
  }

  private static func declared(_ name: String, _ value: PythonValue) -> [FlagList.Value]? {
    switch value {
    case .none, .bool(false): return []
    case .bool(true): return name == "no_cache" ? [.alone] : nil
    case .dict(let pairs) where ["opt", "local"].contains(name):
      return pairs.map { key, value in
        .separate("\(key)=\((value.asTexts ?? []).joined(separator: ","))")
      }
    case .dict(let pairs): return pairs.isEmpty ? [] : value.asList.map { [.separate($0)] }
    default:
      guard let texts = value.asTexts else { return nil }
      let isPairs = name != "local" || texts.allSatisfy { $0.split(separator: "=").count == 2 }
      return isPairs ? texts.map { .separate($0) } : nil
    }
  }
}
