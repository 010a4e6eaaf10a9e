import Bento
import BuildKit
import Containerfile
import Threads

/// A run of a builder program, worked out.
struct ProcessBuild: BuildPlan {
  let backend: String
  let tag: BentoTag
  let imageNames: [String]
  let notes: [String]
  let plan: ProcessPlan
  private let order: BuildOrder
  private let outputs: ProgramOutputs
  /// A log that the program writes in the place of its standard output; nil for none.
  private let log: String?
  private let endsWithImageID: Bool

  init<Builder: ProcessBackend>(
    _ backend: Builder, _ order: BuildOrder, options: Builder.Options, health: BackendHealth?
  ) throws {
    var options = options
    var order = order
    self.backend = backend.name
    self.notes = backend.adjust(&options, health: health)
    order.secrets = try options.takeOwnSecrets() + order.secrets
    let explicit = options.explicitTags
    imageNames = try order.imageNames(insteadOf: explicit)
    tag = order.bento.tag
    let containerfile = try Self.containerfile(order, backend)
    let secrets = try Self.secrets(order, containerfile, given: options.givenSecrets)
    outputs = ProgramOutputs(options.outputs, isPushed: options.isPushed, runtime: backend.runtime)
    plan = ProcessPlan(
      program: backend.program,
      arguments: try backend.arguments(
        options, imageNames: imageNames,
        secrets: order.secrets.map(\.id) + secrets.map(\.id), in: order.folder),
      defaultEnvironment: backend.environmentDefaults, asAdministrator: order.runAsRoot,
      secrets: secrets, pendingSecrets: order.secrets, secretPassing: .of(builder: backend.program),
      endsBySteps: backend.endsBySteps,
      context: try order.context(with: containerfile),
      standardOutput: outputs.goToStandardOutput ? .inherited : .observed)
    log = (options.value("logfile") as? String).map { order.folder.absolute($0) }
    endsWithImageID = backend.endsWithImageID && !outputs.goToStandardOutput
    if outputs.goToStandardOutput { order.sharesTerminal = false }
    self.order = order
  }

  /// What the bento's commands read secrets from must be there even where the builder is no BuildKit
  /// but can mount secrets all the same.
  private static func containerfile(
    _ order: BuildOrder, _ backend: some ProcessBackend
  ) throws -> Containerfile {
    let isOn = try BuildKitSwitch.state(order.environment) ?? backend.usesBuildKit
    var options = ContainerfileOptions(buildKit: isOn, features: order.features)
    do throws(ContainerfileError) {
      return try Containerfile(for: order.bento, options: options)
    } catch {
      guard error.kind == .secretsNeedBuildKit, backend.mountsSecretsItself else { throw error }
      options.buildKit = true
      return try Containerfile(for: order.bento, options: options)
    }
  }

  private static func secrets(
    _ order: BuildOrder, _ containerfile: Containerfile, given: Set<String>
  ) throws -> [ProcessPlan.Secret] {
    for secret in order.secrets { try secret.check() }
    var secrets: [ProcessPlan.Secret] = []
    let known = given.union(order.secrets.map(\.id))
    for secret in containerfile.secrets where !known.contains(secret.id) {
      let value = try secret.value(environment: order.environment)
      secrets.append(ProcessPlan.Secret(id: secret.id, value: Array(value.utf8)))
    }
    return secrets
  }

  var features: [String] { order.features }

  var text: String { plan.commandLine }

  var json: String { PlannedCommand(self).json }

  func run(
    onEvent: @escaping @Sendable (BuildEvent) async -> Void
  ) async throws -> BuildReport {
    let reading = BuilderOutput()
    let options = ProcessOptions(
      terminal: order.sharesTerminal ? .shared : .own,
      stagingFolder: order.stagingFolder.map { order.folder.absolute($0) },
      environment: order.environment)
    let outcome = try await within(order.timeout) {
      try await plan.run(options: options) { output in
        await reading.take(output)
        switch output {
        case .standardOutput(let bytes), .standardError(let bytes): await onEvent(.output(bytes))
        }
      }
    }
    let seen = await reading.finish()
    if endsWithImageID, try await !toldImage(seen) { throw nothingBuilt(outcome) }
    var report = BuildReport(
      tag: tag, imageNames: outputs.makeImages ? imageNames : [], digest: seen.digest,
      imageID: seen.imageID, deliveries: outputs.deliveries(in: order.folder), steps: seen.steps,
      cachedSteps: seen.cachedSteps, duration: outcome.duration)
    await report.lookUpImage(asAdministrator: order.runAsRoot, environment: order.environment)
    return report
  }

  /// Whether the last that the program said is the image that it has made.
  private func toldImage(_ seen: BuilderOutput.Facts) async throws -> Bool {
    guard let log else { return seen.endsWithImageID }
    let reading = BuilderOutput()
    let end = try await BlockingWork.run { _ in LogEnd.bytes(of: log) }
    await reading.take(.standardOutput(end))
    return await reading.finish().endsWithImageID
  }

  /// That the program ended as if it had succeeded, with nothing built.
  private func nothingBuilt(_ outcome: ProcessOutcome) -> ProcessFailure {
    var tail = OutputTail()
    tail.append(outcome.standardOutput)
    return ProcessFailure(
      program: plan.program, commandLine: plan.commandLine, termination: .exited(0),
      lastLines: tail.lines(ProcessPlan.lastLines),
      reason: "it has made no image; something told it to end")
  }
}
