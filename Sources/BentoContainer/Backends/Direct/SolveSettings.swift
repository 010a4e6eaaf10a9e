import Bento
import BuildKit

/// What the options of a direct build mean to its request.
struct SolveSettings: Sendable {
  let frontend: String
  private(set) var frontendAttributes: [String: String] = [:]
  let outputs: DirectOutputs
  private(set) var secrets: [SecretSpecification] = []
  private(set) var cache = CacheOptions()
  let allow: [String]
  let noCache: Bool
  /// Folders that the frontend may read beside the context, by name.
  private(set) var folders: [(name: String, folder: String)] = []
  let metadataFile: String?
  let iidFile: String?
  let ociLayouts: [String: String]
  private(set) var notes: [String]
  /// The options, as flags of `buildctl build`.
  private(set) var flags: [(flag: String, spelling: FlagSpelling)]

  init(
    _ options: BackendOptions<BuildctlDeclarations>, imageNames: [String],
    environment: EnvironmentLookup, in folder: WorkingFolder
  ) throws(ContainerError) {
    var declared = options
    declared.additionalOptions = [:]
    let isShort = options.push == true || options.load == true
    let spelledHere = ExportSettings.names.union(isShort ? ["output"] : [])
    flags = declared.flags(
      in: folder, without: spelledHere.union(["tag", "local", "frontend", "opt"]))
    frontend = options.frontend ?? "dockerfile.v0"
    allow = options.allow ?? []
    noCache = options.noCache ?? false
    metadataFile = options.metadataFile.map { folder.absolute($0) }
    iidFile = options.iidfile.map { folder.absolute($0) }
    ociLayouts = try ExportSettings.layouts(options.ociLayout ?? [], in: folder)
    outputs = try DirectOutputs(
      options.output, push: options.push == true, load: options.load == true, names: imageNames,
      environment: environment)
    notes = try Self.notes(options)
    try readFolders(options, in: folder)
    try readAttributes(options, environment)
    try readCaches(options, environment)
    for text in options.secret ?? [] {
      secrets.append(try SecretSpecification(text.description))
    }
    flags += outputs.texts(names: imageNames, all: isShort).map { ("--output", .separate($0)) }
    flags.append(("--frontend", .separate(frontend)))
  }

  private static let ownFolders = ["context", "dockerfile"]

  private static func notes(
    _ options: BackendOptions<BuildctlDeclarations>
  ) throws(ContainerError) -> [String] {
    let refused = (options.local?.elements ?? []).map(\.key).filter(ownFolders.contains)
    return refused.map {
      "option local: the folder \($0) is made from the bento; yours is not used"
    }
  }

  private mutating func readFolders(
    _ options: BackendOptions<BuildctlDeclarations>, in folder: WorkingFolder
  ) throws(ContainerError) {
    for pair in options.local?.elements ?? [] where !Self.ownFolders.contains(pair.key) {
      guard let path = pair.value, !path.isEmpty, !pair.key.isEmpty, !path.contains("=") else {
        throw ContainerError(
          .invalidOption, "option local=\(pair.text(separator: "=")): expected NAME=FOLDER")
      }
      folders.append((pair.key, folder.absolute(path)))
      flags.append(("--local", .separate("\(pair.key)=\(path)")))
    }
  }

  private mutating func readAttributes(
    _ options: BackendOptions<BuildctlDeclarations>, _ environment: EnvironmentLookup
  ) throws(ContainerError) {
    var attributes: [(key: String, value: String)] = []
    for pair in options.opt?.elements ?? [] {
      guard let value = pair.value, !pair.key.isEmpty else {
        throw ContainerError(.invalidOption, "option opt=\(pair.key): expected KEY=VALUE")
      }
      attributes.append((pair.key, value))
    }
    for option in options.additionalOptions.elements {
      attributes += try FrontendAttribute.attributes(option, environment: environment)
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
