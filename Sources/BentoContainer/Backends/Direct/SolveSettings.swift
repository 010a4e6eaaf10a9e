import Bento
import BuildKit

/// What the options of a direct build mean to its request.
struct SolveSettings: Sendable {
  let frontend: String
  private(set) var frontendAttributes: [String: String] = [:]
  let outputs: DirectOutputs
  private(set) var secrets: [SecretSpecification] = []
  /// Secrets that buildctl couldn't be told.
  let ownSecrets: [SecretSpecification]
  private(set) var ssh: [SSHSpecification] = []
  private(set) var cache = CacheOptions()
  let allow: [String]
  let noCache: Bool
  /// Folders that the frontend may read beside the context, by name.
  private(set) var folders: [(name: String, folder: String)] = []
  let metadataFile: String?
  let notes: [String]
  /// The options, as flags of `buildctl build`.
  private(set) var flags: [(flag: String, spelling: FlagSpelling)]

  init(
    _ options: BackendOptions<BuildctlDeclarations>, imageNames: [String],
    environment: EnvironmentLookup, in folder: WorkingFolder
  ) throws(ContainerError) {
    var options = options
    ownSecrets = try options.takeOwnSecrets()
    var declared = options
    declared.additionalOptions = [:]
    flags = declared.flags(in: folder, without: ["tag", "local", "frontend", "opt"])
    frontend = options.frontend ?? "dockerfile.v0"
    allow = options.allow ?? []
    noCache = options.noCache ?? false
    metadataFile = options.metadataFile.map { folder.absolute($0) }
    outputs = try DirectOutputs(options.output, names: imageNames, environment: environment)
    notes = try Self.notes(options)
    try readFolders(options, in: folder)
    try readAttributes(options, environment)
    try readCaches(options)
    for text in options.secret ?? [] {
      secrets.append(try SecretSpecification(option: text))
    }
    for text in options.ssh ?? [] { ssh.append(try SSHSpecification(text, in: folder)) }
    flags += outputs.texts(names: imageNames).map { ("--output", .separate($0)) }
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
    _ options: BackendOptions<BuildctlDeclarations>
  ) throws(ContainerError) {
    for text in options.exportCache ?? [] {
      cache.exports.append(try CacheOptionsEntry(text, of: "export_cache"))
    }
    for text in options.importCache ?? [] {
      cache.imports.append(try CacheOptionsEntry(text, of: "import_cache"))
    }
    if !cache.imports.isEmpty {
      frontendAttributes["cache-imports"] = CacheImports.json(cache.imports)
    }
  }
}

extension CacheOptionsEntry {
  fileprivate init(_ text: OptionFields, of name: String) throws(ContainerError) {
    var attributes = try KeyValueList(text.description, what: name).dictionary
    guard let type = attributes.removeValue(forKey: "type") else {
      throw ContainerError(.invalidOption, "option \(name) needs a type: \(name)=type=registry,…")
    }
    guard type != "local" else {
      throw ContainerError(.invalidOption, "option \(name): local caches are not supported yet")
    }
    self.init(type: type, attributes: attributes)
  }
}
