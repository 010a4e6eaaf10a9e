import Bento
import BuildKit

/// Options of a direct build that are about the Dockerfile, in the frontend's types.
enum DockerfileSettings {
  typealias Options = BackendOptions<BuildctlDeclarations>

  /// What is passed on from the environment unless an option says otherwise, as by buildctl and buildx.
  static let variables = ["SOURCE_DATE_EPOCH"]

  /// - Throws: ``ContainerError`` of kind `invalidOption`.
  static func read(
    _ options: Options, _ environment: EnvironmentLookup, in folder: WorkingFolder
  ) throws(ContainerError) -> DockerfileOptions {
    do throws(InvalidSpecification) {
      return try specifications(options, environment, in: folder)
    } catch {
      throw ContainerError(.invalidOption, "\(error)")
    }
  }

  private static func specifications(
    _ options: Options, _ environment: EnvironmentLookup, in folder: WorkingFolder
  ) throws(InvalidSpecification) -> DockerfileOptions {
    var read = DockerfileOptions()
    read.target = options.target
    read.platforms = try Platform.list(options.platform ?? [])
    try checkNames(options)
    read.buildArguments = arguments(options, environment)
    for pair in options.label?.elements ?? [] { read.labels[pair.key] = pair.value ?? "" }
    for pair in options.buildContext?.elements ?? [] {
      read.buildContexts.append(try context(pair, in: folder))
    }
    for list in options.noCacheFilter ?? [] { read.noCacheStages += try stages(list.description) }
    read.pulls = options.pull ?? false
    read.network = try options.network.map { value throws(InvalidSpecification) in
      try NetworkMode(value)
    }
    for pair in options.addHost?.elements ?? [] {
      read.extraHosts.append(try ExtraHost(pair.text(separator: ":")))
    }
    read.limits = options.ulimit ?? []
    read.sharedMemory = options.shmSize
    read.controlGroup = options.cgroupParent
    read.attestations = try attestations(options)
    return read
  }

  private static func checkNames(_ options: Options) throws(InvalidSpecification) {
    for (option, pairs) in [("build-arg", options.buildArg), ("label", options.label)] {
      guard let pair = pairs?.elements.first(where: { $0.key.isEmpty }) else { continue }
      throw InvalidSpecification(
        option, pair.text(separator: "="), "there is no name; write NAME=VALUE")
    }
  }

  private static func stages(_ text: String) throws(InvalidSpecification) -> [String] {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard !names.contains("") else {
      throw InvalidSpecification(
        "no-cache-filter", text, "the name of a stage is empty; write STAGE,STAGE")
    }
    return names
  }

  /// As with docker, a name alone stands for the variable of the environment, if there is one.
  private static func arguments(
    _ options: Options, _ environment: EnvironmentLookup
  ) -> [String: String] {
    var arguments: [String: String] = [:]
    for name in variables { arguments[name] = environment(name) }
    for pair in options.buildArg?.elements ?? [] {
      if let value = pair.value ?? environment(pair.key) { arguments[pair.key] = value }
    }
    return arguments
  }

  private static func context(
    _ pair: OptionPairs.Element, in folder: WorkingFolder
  ) throws(InvalidSpecification) -> BuildContext {
    var context = try BuildContext(pair.text(separator: "="))
    switch context.source {
    case .folder(let path): context.source = .folder(path: folder.absolute(path))
    case .ociLayout(let path, let name, let digest):
      context.source = .ociLayout(path: folder.absolute(path), name: name, digest: digest)
    case .remote: break
    }
    return context
  }

  private static func attestations(
    _ options: Options
  ) throws(InvalidSpecification) -> [Attestation] {
    var attestations: [Attestation] = []
    for text in options.attest ?? [] { attestations.append(try attestation(text.description)) }
    if let text = options.provenance?.last {
      attestations.append(try Attestation(text.description, of: .provenance))
    }
    if let text = options.sbom?.last {
      attestations.append(try Attestation(text.description, of: .sbom))
    }
    return attestations
  }
}

extension DockerfileSettings {
  /// As `--attest` takes it, or, after `--opt attest:`, as buildctl takes it: `KIND=KEY=VALUE,…`.
  private static func attestation(_ text: String) throws(InvalidSpecification) -> Attestation {
    let pair = OptionPairs.Element(text, separator: "=")
    guard let kind = Attestation.Kind(rawValue: pair.key) else { return try Attestation(text) }
    guard let value = pair.value, !value.isEmpty else { return Attestation(kind) }
    return try Attestation(value, of: kind)
  }
}

extension DockerfileOptions {
  /// The same as flags of `buildctl build`.
  func flags() throws(InvalidSpecification) -> [(flag: String, spelling: FlagSpelling)] {
    var flags = try attributes.sorted { $0.key < $1.key }.map { key, value in
      ("--opt", FlagSpelling.separate("\(key)=\(value)"))
    }
    if network == .host { flags.append(("--allow", .separate("\(Entitlement.networkHost)"))) }
    for context in buildContexts {
      switch context.source {
      case .remote(let url):
        flags.append(("--opt", .separate("context:\(context.name)=\(url)")))
      case .folder(let path):
        flags.append(("--local", .separate("\(context.name)=\(path)")))
        flags.append(("--opt", .separate("context:\(context.name)=local:\(context.name)")))
      case .ociLayout(let path, let name, let digest):
        let layout = try LayoutContext(context.name, path: path, name: name, digest: digest)
        flags.append(("--oci-layout", .separate("\(layout.store)=\(path)")))
        flags.append(("--opt", .separate("context:\(context.name)=\(layout.place)")))
      }
    }
    return flags
  }
}
