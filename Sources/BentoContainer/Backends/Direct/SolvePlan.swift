import Bento
import BuildKit
import Containerfile
import FileTree
import GRPCBridge
import Glibc

/// A request to a `buildkitd`, worked out: everything that can be found wrong beforehand has been
/// looked at, and nothing has been opened.
struct SolvePlan: BuildPlan {
  let backend: String
  let tag: BentoTag
  let features: [String]
  let imageNames: [String]
  let settings: SolveSettings
  let request: BuildRequest
  private let endpoint: Endpoint?
  private let tls: TLSConfiguration?
  private let environment: EnvironmentLookup

  init(
    _ backend: some DirectBackend, _ order: BuildOrder,
    options: BackendOptions<BuildctlDeclarations>
  ) throws {
    self.backend = backend.name
    tag = order.bento.tag
    features = order.features
    tls = backend.tls
    environment = order.environment
    imageNames = try order.imageNames(insteadOf: options.tag)
    settings = try SolveSettings(
      options, imageNames: imageNames, environment: order.environment, in: order.folder)
    endpoint = try backend.endpoint ?? BuilderAddress.given(order.environment)

    let containerfile = try Containerfile(
      for: order.bento, options: ContainerfileOptions(features: order.features))
    var request = BuildRequest(frontend: settings.frontend)
    request.locals = try Self.locals(order, containerfile, settings)
    request.frontendAttributes = settings.frontendAttributes
    request.secrets = try Self.secrets(order, containerfile, settings)
    request.ssh = settings.ssh
    request.registryCredentials = backend.registryCredentials
    request.entitlements = settings.allow
    request.cache = settings.cache
    request.noCache = settings.noCache
    request.timeout = order.timeout
    request.sessionName = "\(order.bento.tag)"
    // The daemon keeps the last tree of a key and fetches only what differs from it by stat. One
    // key for all versions of a bento: what they have in common is sent once.
    request.sharedKey = "\(HostName.current):\(order.bento.tag.name)"
    // The times of an archive's files carry no meaning: nothing but the key tells two apart.
    if let digest = try order.bento.archiveDigest() { request.sharedKey += ":\(digest)" }
    self.request = request
  }

  /// The build context, a tree with nothing but the Dockerfile, which the builder reads first, and
  /// the folders that an option adds.
  private static func locals(
    _ order: BuildOrder, _ containerfile: Containerfile, _ settings: SolveSettings
  ) throws -> [String: FileTree] {
    var dockerfile = FileTree()
    try dockerfile.addFile(contents: Array(containerfile.text.utf8), at: TreePath("Dockerfile"))
    // The builder reads ignore patterns from beside the Dockerfile, else from the context's root.
    if let ignore = try order.bento.file(Containerfile.path + ".dockerignore") {
      try dockerfile.addFile(contents: ignore, at: TreePath("Dockerfile.dockerignore"))
    }
    var locals = ["context": try order.context(with: containerfile), "dockerfile": dockerfile]
    for (name, folder) in settings.folders {
      var tree = FileTree()
      try tree.addFolder(folder)
      locals[name] = tree
    }
    return locals
  }

  private static func secrets(
    _ order: BuildOrder, _ containerfile: Containerfile, _ settings: SolveSettings
  ) throws -> [String: SecretSource] {
    var secrets: [String: SecretSource] = [:]
    for secret in settings.secrets + settings.ownSecrets + order.secrets {
      try secret.check()
      secrets[secret.id] = secret.source
    }
    for secret in containerfile.secrets where secrets[secret.id] == nil {
      let value = try secret.value(environment: order.environment)
      secrets[secret.id] = .value(Array(value.utf8))
    }
    return secrets
  }

  var notes: [String] { settings.notes }
  var text: String { PlannedRequest(self, at: endpoint).text }
  var json: String { PlanJSON.text(PlannedRequest(self, at: endpoint)) }

  func run(
    onEvent: @escaping @Sendable (BuildEvent) async -> Void
  ) async throws -> BuildReport {
    let endpoint = try endpoint ?? BuilderAddress.resolve(environment: environment)
    let outputs = try PlannedOutput.open(settings.outputs, names: imageNames)
    var request = request
    request.exports = outputs.map(\.export)
    let client = try BuildKitClient(endpoint: endpoint, tls: tls)
    let start = ContinuousClock.now
    let result = try await PlannedOutput.delivering(outputs) { [request] in
      try await client.build(request) { await onEvent(.status($0)) }
    }
    try settings.metadataFile.map { try MetadataFile.write(result, to: $0) }
    var report = BuildReport(
      tag: tag, imageNames: outputs.contains(where: \.takesNames) ? imageNames : [],
      digest: result.imageDigest, deliveries: outputs.map { $0.delivery() }, steps: result.steps,
      cachedSteps: result.cachedSteps, duration: .now - start)
    await report.lookUpImage(environment: environment)
    return report
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
