import Bento
import BuildKit

/// What the options of a direct build mean to its request.
struct SolveSettings: Sendable {
  let frontend: String
  private(set) var frontendAttributes: [String: String] = [:]
  let dockerfile: DockerfileOptions
  private(set) var annotations: [Annotation] = []
  let outputs: DirectOutputs
  private(set) var secrets: [SecretSpecification] = []
  /// Secrets that buildctl couldn't be told.
  let ownSecrets: [SecretSpecification]
  private(set) var ssh: [SSHSpecification] = []
  private(set) var registryTLS: [RegistryTLSContext] = []
  private(set) var cache = CacheOptions()
  let allow: [String]
  let noCache: Bool
  /// Folders that the frontend may read beside the context, by name.
  private(set) var folders: [(name: String, folder: String)] = []
  let metadataFile: String?
  let iidFile: String?
  let ociLayouts: [String: String]
  let refFile: String?
  let traceFile: String?
  let sourcePolicyFile: String?
  private(set) var notes: [String]
  /// The options, as flags of `buildctl build`.
  private(set) var flags: [(flag: String, spelling: FlagSpelling)]

  init(
    _ options: BackendOptions<BuildctlDeclarations>, imageNames: [String],
    builder: Endpoint? = nil, environment: EnvironmentLookup, in folder: WorkingFolder,
    ownFolders: Set<String> = bentoFolders
  ) throws(ContainerError) {
    var options = options
    ownSecrets = try options.takeOwnSecrets()
    var declared = options
    declared.additionalOptions = [:]
    let isShort = options.push == true || options.load == true
    flags = declared.flags(
      in: folder,
      without: Self.spelledHere.union(ExportSettings.names).union(isShort ? ["output"] : []))
    frontend = options.frontend ?? "dockerfile.v0"
    allow = try Self.entitlements(options.allow ?? [])
    dockerfile = try DockerfileSettings.read(options, environment, in: folder)
    noCache = options.noCache ?? false
    metadataFile = options.metadataFile.map { folder.absolute($0) }
    iidFile = options.iidfile.map { folder.absolute($0) }
    ociLayouts = try ExportSettings.layouts(options.ociLayout ?? [], in: folder)
    refFile = options.refFile.map { folder.absolute($0) }
    traceFile = options.trace.map { folder.absolute($0) }
    sourcePolicyFile = (options.sourcePolicyFile ?? environment(Self.sourcePolicyVariable))
      .map { folder.absolute($0) }
    outputs = try DirectOutputs(
      options.output, push: options.push == true, load: options.load == true, names: imageNames,
      builder: builder, environment: environment)
    notes = Self.notes(options, ownFolders)
    try readFolders(options, in: folder, without: ownFolders)
    try readAttributes(options)
    annotations = try Self.annotations(options)
    try readCaches(options, environment)
    for text in options.secret ?? [] {
      secrets.append(try SecretSpecification(option: text))
    }
    for text in options.ssh ?? [] { ssh.append(try SSHSpecification(text, in: folder)) }
    for text in options.registryAuthTlscontext ?? [] {
      registryTLS.append(try RegistryTLSContext(text, in: folder))
    }
    flags += outputs.texts(names: imageNames, all: isShort).map { ("--output", .separate($0)) }
    flags.append(("--frontend", .separate(frontend)))
  }

  /// Notes which of the names that were asked for no image gets.
  mutating func noteLost(_ names: [String]) { notes += outputs.notes(losing: names) }

  /// The files that tell of the build.
  var resultFiles: [String] { [metadataFile, iidFile, refFile, traceFile].compactMap { $0 } }

  /// Names the file of a source policy, as for buildx.
  private static let sourcePolicyVariable = "EXPERIMENTAL_BUILDKIT_SOURCE_POLICY"

  /// The folders that a build of a bento makes.
  static let bentoFolders: Set = ["context", "dockerfile"]

  /// Options that become flags of other names.
  private static let spelledHere: Set = [
    "tag", "local", "frontend", "opt", "add_host", "annotation", "attest", "build_arg",
    "build_context", "cgroup_parent", "label", "network", "no_cache_filter", "platform",
    "provenance", "pull", "sbom", "shm_size", "target", "ulimit",
  ]

  private static func entitlements(_ texts: [String]) throws(ContainerError) -> [String] {
    do throws(InvalidSpecification) {
      for text in texts { _ = try Entitlement(text) }
      return texts
    } catch {
      throw ContainerError(.invalidOption, "\(error)")
    }
  }

  private static func annotations(
    _ options: BackendOptions<BuildctlDeclarations>
  ) throws(ContainerError) -> [Annotation] {
    do throws(InvalidSpecification) {
      var annotations: [Annotation] = []
      for pair in options.annotation?.elements ?? [] {
        annotations += try Annotation.list(pair.text(separator: "="))
      }
      return annotations
    } catch {
      throw ContainerError(.invalidOption, "\(error)")
    }
  }

  private static func notes(
    _ options: BackendOptions<BuildctlDeclarations>, _ ownFolders: Set<String>
  ) -> [String] {
    let refused = (options.local?.elements ?? []).map(\.key).filter(ownFolders.contains)
    return refused.map {
      "option local: the folder \($0) is made from what is built; yours is not used"
    }
  }

  private mutating func readFolders(
    _ options: BackendOptions<BuildctlDeclarations>, in folder: WorkingFolder,
    without ownFolders: Set<String>
  ) throws(ContainerError) {
    for pair in options.local?.elements ?? [] where !ownFolders.contains(pair.key) {
      guard let path = pair.value, !path.isEmpty, !pair.key.isEmpty, !path.contains("=") else {
        throw ContainerError(
          .invalidOption, "option local=\(pair.text(separator: "=")): expected NAME=FOLDER")
      }
      folders.append((pair.key, folder.absolute(path)))
      flags.append(("--local", .separate("\(pair.key)=\(path)")))
    }
  }

  private mutating func readAttributes(
    _ options: BackendOptions<BuildctlDeclarations>
  ) throws(ContainerError) {
    do throws(InvalidSpecification) {
      flags += try dockerfile.flags()
    } catch {
      throw ContainerError(.invalidOption, "\(error)")
    }
    var attributes: [(key: String, value: String)] = []
    for pair in options.opt?.elements ?? [] {
      guard let value = pair.value, !pair.key.isEmpty else {
        throw ContainerError(.invalidOption, "option opt=\(pair.key): expected KEY=VALUE")
      }
      attributes.append((pair.key, value))
    }
    for option in options.additionalOptions.elements {
      attributes.append(try FrontendAttribute.attribute(option))
    }
    if frontend == "gateway.v0", !attributes.contains(where: { $0.key == "source" }) {
      attributes.append(("source", "docker/dockerfile"))
    }
    for (key, value) in attributes {
      frontendAttributes[key] = value
      flags.append(("--opt", .separate("\(key)=\(value)")))
    }
  }

  private mutating func readCaches(
    _ options: BackendOptions<BuildctlDeclarations>, _ environment: EnvironmentLookup
  ) throws(ContainerError) {
    let caches = try ExportSettings.caches(
      exports: (options.exportCache ?? []) + (options.cacheTo ?? []),
      imports: (options.importCache ?? []) + (options.cacheFrom ?? []), environment)
    cache = caches.options
    notes += caches.notes
    for text in options.cacheTo ?? [] {
      flags.append(("--export-cache", .separate(text.description)))
    }
    for text in options.cacheFrom ?? [] {
      flags.append(("--import-cache", .separate(text.description)))
    }
  }
}
