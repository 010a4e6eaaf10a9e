import BentoContainer

/// Keyword arguments of the reference's `build`, as options of ours.
struct KeywordArguments {
  /// What can't be given to us: no value of ours is like it.
  struct Unlike: Error {}

  let backend: any Backend
  let values: [String: PythonValue]

  /// Keywords that aren't options of a builder.
  static let own: Set = ["_run_as_root", "file", "context_path"]

  func given() throws -> AdditionalOptions {
    var given: AdditionalOptions = [:]
    for (name, value) in values.sorted(by: { $0.key < $1.key }) where !Self.own.contains(name) {
      given[name] = try option(name, value)
    }
    if values["tag"] == PythonValue.none { given["tag"] = .texts([]) }
    for name in ["file", "context_path"] where isGiven(name) { given[name] = "given" }
    return given
  }

  /// Whether a path is asked for that isn't the generated one.
  func isGiven(_ name: String) -> Bool {
    let generated = ["file": "/ctx/env/docker/Dockerfile", "context_path": "/ctx"]
    guard let value = values[name], value != PythonValue.none else { return false }
    return value.asText != generated[name]
  }

  /// What the reference's buildctl declares; of the others we declare the same.
  private static let buildctl: Set = [
    "allow", "context_path", "export_cache", "file", "frontend", "import_cache", "local",
    "metadata_file", "no_cache", "opt", "output", "progress", "secret", "ssh", "trace",
  ]

  /// Whether the reference declares an option.
  func declares(_ name: String) -> Bool {
    backend.name == "buildctl" ? Self.buildctl.contains(name) : takes(name)
  }

  /// Whether we declare it.
  private func takes(_ name: String) -> Bool {
    backend.declaredOptions.contains { $0.name == name && $0.refusal == nil }
  }

  private func option(_ name: String, _ value: PythonValue) throws -> OptionValue? {
    switch value {
    case .none: return nil
    case .bool(let isOn): return .flag(isOn)
    case .int(let number):
      guard takes(name) else { throw Unlike() }
      return .text(String(number))
    case .float, .sequence(.set, _): throw Unlike()
    case .dict(let pairs): return try option(name, pairs)
    case .sequence(_, let items):
      guard let texts = value.asTexts else { throw Unlike() }
      return isTriple(name, items) ? .text(texts.joined(separator: ":")) : .texts(texts)
    case .text, .path: return value.asTexts.map { .texts($0) }
    }
  }

  /// Whether a tuple is the three parts of one value.
  private func isTriple(_ name: String, _ items: [PythonValue]) -> Bool {
    ["volume", "userns_gid_map", "userns_uid_map"].contains(name) && declares(name)
      && items.count == 3 && items.allSatisfy { $0.asText?.contains(":") == false }
  }

  private func option(
    _ name: String, _ pairs: [(String, PythonValue)]
  ) throws -> OptionValue? {
    let colons: Set = ["add_host", "creds", "decryption_key"]
    let equals: Set = [
      "annotation", "build_arg", "build_context", "env", "label", "local", "opt", "runtime_flag",
      "ulimit",
    ]
    guard takes(name) else { throw Unlike() }
    if colons.contains(name) || equals.contains(name) {
      let separator = colons.contains(name) ? ":" : "="
      return .texts(
        pairs.map { key, value in
          let inner = name == "ulimit" ? ":" : ","
          return "\(key)\(separator)\((value.asTexts ?? []).joined(separator: inner))"
        })
    }
    // An empty mapping is no option to buildctl, and an empty list to the others.
    if pairs.isEmpty, backend.name == "buildctl" { return nil }
    return PythonValue.dict(pairs).asList.map { .text($0) }
  }
}
