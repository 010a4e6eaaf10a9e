import Bento
import BuildKit
import Containerfile
import FileTree
import Glibc

/// A build on a `buildkitd`, ready to run: everything that can be found wrong beforehand has been
/// looked at.
struct BuildPlan {
  let tag: BentoTag
  let imageNames: [String]
  let endpoint: Endpoint
  var request: BuildRequest
  private let options: BuildOptions
  private let outputs: [PlannedOutput]

  init(_ bento: Bento, options: BuildOptions) throws {
    self.options = options
    tag = bento.tag
    imageNames = options.imageTags.isEmpty ? ["\(bento.tag)"] : options.imageTags
    for name in imageNames { try ImageReference.validate(name) }

    let containerfile = try Containerfile(
      for: bento, options: ContainerfileOptions(features: options.features))
    var request = BuildRequest()
    request.locals = try Self.locals(bento, containerfile, options)
    request.frontendAttributes = options.frontendAttributes
    request.secrets = try Self.secrets(containerfile, options)
    request.registryCredentials = options.registryCredentials
    request.entitlements = options.allow
    request.cache = CacheOptions(exports: options.exportCache, imports: options.importCache)
    if !options.importCache.isEmpty {
      request.frontendAttributes["cache-imports"] = CacheImports.json(options.importCache)
    }
    request.noCache = options.noCache
    request.timeout = options.timeout
    request.sessionName = "\(bento.tag)"
    // The daemon keeps the last tree of a key and fetches only what differs from it by stat. One
    // key for all versions of a bento: what they have in common is sent once.
    request.sharedKey = "\(HostName.current):\(bento.tag.name)"
    // The times of an archive's files carry no meaning: nothing but the key tells two apart.
    if let digest = try bento.archiveDigest() { request.sharedKey += ":\(digest)" }

    endpoint = try options.endpoint ?? BuilderAddress.resolve()
    outputs = try PlannedOutput.plan(options.outputs, names: imageNames)
    request.exports = outputs.map(\.export)
    self.request = request
  }

  /// The build context, and a tree with nothing but the Dockerfile, which the builder reads first.
  private static func locals(
    _ bento: Bento, _ containerfile: Containerfile, _ options: BuildOptions
  ) throws -> [String: FileTree] {
    let home = options.modelStore == nil ? try BentoMLHome.folder() : ""
    let description = try bento.context(
      models: options.modelStore ?? ModelStore(home: home),
      files: [GeneratedFile(path: Containerfile.path, content: containerfile.text)])
    var dockerfile = FileTree()
    try dockerfile.addFile(contents: Array(containerfile.text.utf8), at: TreePath("Dockerfile"))
    // The builder reads ignore patterns from beside the Dockerfile, else from the context's root.
    if let ignore = try bento.file(Containerfile.path + ".dockerignore") {
      try dockerfile.addFile(contents: ignore, at: TreePath("Dockerfile.dockerignore"))
    }
    return ["context": try FileTree(description), "dockerfile": dockerfile]
  }

  private static func secrets(
    _ containerfile: Containerfile, _ options: BuildOptions
  ) throws -> [String: [UInt8]] {
    var secrets: [String: [UInt8]] = [:]
    for secret in options.secrets { secrets[secret.id] = try secret.value() }
    for secret in containerfile.secrets where secrets[secret.id] == nil {
      secrets[secret.id] = Array(try secret.value().utf8)
    }
    return secrets
  }

  func run(
    onStatus: @escaping @Sendable (StatusResponse) async -> Void
  ) async throws -> BuildReport {
    let client = try BuildKitClient(endpoint: endpoint, tls: options.tls)
    let result = try await PlannedOutput.delivering(outputs) {
      try await client.build(request, onStatus: onStatus)
    }
    return BuildReport(
      tag: tag, imageNames: outputs.contains(where: \.takesNames) ? imageNames : [],
      digest: result.imageDigest, deliveries: outputs.map { $0.delivery() }, steps: result.steps,
      cachedSteps: result.cachedSteps, duration: .zero)
  }
}

/// The name of this machine.
enum HostName {
  static var current: String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
    let bytes = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
    return String(decoding: bytes.filter { (0x21...0x7e).contains($0) }, as: UTF8.self)
  }
}
