import Bento
import BuildKit
import Containerfile
import FileTree
import Connections
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
  private let connectTimeout: Duration
  private let waits: Bool
  private let environment: EnvironmentLookup

  init(
    _ backend: some DirectBackend, _ order: BuildOrder,
    options: BackendOptions<BuildctlDeclarations>
  ) throws {
    if order.runAsRoot { try backend.checkRunsProgram(for: "--run-as-root") }
    self.backend = backend.name
    tag = order.bento.tag
    features = order.features
    tls = backend.tls
    connectTimeout = backend.connectTimeout
    waits = backend.waits
    environment = order.environment
    imageNames = try order.imageNames(insteadOf: options.tag)
    endpoint = try backend.endpoint ?? BuilderAddress.given(order.environment)
    var settings = try SolveSettings(
      options, imageNames: imageNames, builder: endpoint, environment: order.environment,
      in: order.folder)
    settings.noteLost(options.tag ?? order.imageTags.names)
    self.settings = settings

    let containerfile = try Containerfile(
      for: order.bento, options: ContainerfileOptions(features: order.features))
    var request = BuildRequest(frontend: settings.frontend)
    request.locals = try Self.locals(order, containerfile)
    try settings.apply(to: &request)
    try Self.addSecrets(order, containerfile, to: &request)
    request.registryCredentials = backend.registryCredentials
    request.timeout = order.timeout
    request.sessionName = "\(order.bento.tag)"
    // The daemon keeps the last tree of a key and fetches only what differs from it by stat. One
    // key for all versions of a bento: what they have in common is sent once.
    request.sharedKey = "\(HostName.current):\(order.bento.tag.name)"
    // The times of an archive's files carry no meaning: nothing but the key tells two apart.
    if let digest = try order.bento.archiveDigest() { request.sharedKey += ":\(digest)" }
    self.request = request
  }

  /// The build context, and a tree with nothing but the Dockerfile, which the builder reads first.
  static func locals(
    _ order: BuildOrder, _ containerfile: Containerfile
  ) throws -> [String: FileTree] {
    var dockerfile = FileTree()
    try dockerfile.addFile(contents: Array(containerfile.text.utf8), at: TreePath("Dockerfile"))
    // The builder reads ignore patterns from beside the Dockerfile, else from the context's root.
    if let ignore = try order.bento.file(Containerfile.path + ".dockerignore") {
      try dockerfile.addFile(contents: ignore, at: TreePath("Dockerfile.dockerignore"))
    }
    return ["context": try order.context(with: containerfile), "dockerfile": dockerfile]
  }

  private static func addSecrets(
    _ order: BuildOrder, _ containerfile: Containerfile, to request: inout BuildRequest
  ) throws {
    for secret in order.secrets {
      try secret.check()
      request.secrets[secret.id] = secret.source
    }
    for secret in containerfile.secrets where request.secrets[secret.id] == nil {
      let value = try secret.value(environment: order.environment)
      request.secrets[secret.id] = .value(Array(value.utf8))
    }
  }

  var notes: [String] { settings.notes }
  var text: String { PlannedRequest(self, at: endpoint).text }
  var json: String { PlanJSON.text(PlannedRequest(self, at: endpoint)) }

  func run(
    onEvent: @escaping @Sendable (BuildEvent) async -> Void
  ) async throws -> BuildReport {
    let outcome = try await SolveRun(
      request: request, settings: settings, imageNames: imageNames, endpoint: endpoint, tls: tls,
      environment: environment, connectTimeout: connectTimeout, waits: waits
    ).run(onEvent: onEvent)
    var report = BuildReport(
      tag: tag, imageNames: PlannedOutput.names(of: outcome.outputs, asked: imageNames),
      digest: outcome.result.imageDigest, deliveries: outcome.outputs.compactMap { $0.delivery() },
      steps: outcome.result.steps, cachedSteps: outcome.result.cachedSteps,
      duration: outcome.duration)
    report.warnings = outcome.result.warnings
    report.notes = outcome.result.notes
    report.imageBytes = outcome.imageBytes
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
