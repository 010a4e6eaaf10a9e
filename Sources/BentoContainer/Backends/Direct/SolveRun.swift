import Bento
import BuildKit
import Connections
import Synchronization

/// A direct build, whatever it is of: opens the outputs, asks the daemon, delivers, and writes the
/// files that tell of it.
struct SolveRun: Sendable {
  /// Without outputs.
  let request: BuildRequest
  let settings: SolveSettings
  let imageNames: [String]
  let endpoint: Endpoint?
  let tls: TLSConfiguration?
  let environment: EnvironmentLookup
  var connectTimeout = Duration.seconds(10)
  var waits = false

  /// What a build has made.
  struct Outcome: Sendable {
    let result: BuildResult
    let outputs: [PlannedOutput]
    let duration: Duration
    /// The size of the image, if the Engine that has built it keeps it.
    let imageBytes: Int64?
  }

  /// A client of the daemon that was asked for or is found.
  func client() throws -> BuildKitClient {
    try BuildKitClient(
      endpoint: try endpoint ?? BuilderAddress.resolve(environment: environment), tls: tls,
      connectTimeout: connectTimeout, waits: waits)
  }

  /// Builds.
  func run(
    onEvent: @escaping @Sendable (BuildEvent) async -> Void
  ) async throws -> Outcome {
    try ResultFile.check(settings.resultFiles)
    let client = try client()
    try settings.iidFile.map { try ResultFile.remove($0) }
    let outputs = try PlannedOutput.open(
      settings.outputs, names: imageNames,
      target: try await settings.outputs.loadTarget(
        at: client.endpoint, environment: environment),
      engineKeeps: try await EnginePush.isNeeded(for: settings.outputs, on: client))
    var request = request
    request.exports = PlannedOutput.exports(of: outputs)
    for index in request.exports.indices {
      for annotation in settings.annotations {
        request.exports[index].attributes[annotation.attribute] = annotation.value
      }
    }
    let start = ContinuousClock.now
    let trace = try settings.traceFile.map { try Trace($0) }
    let tell: @Sendable (StatusResponse) async -> Void = { status in
      await trace?.add(status)
      await onEvent(.status(status))
    }
    let built = await Result { [request] in
      try await PlannedOutput.delivering(outputs) {
        var result = try await client.build(request, onStatus: tell)
        try await EnginePush.push(
          outputs.flatMap(\.pushedNames), of: request, on: client, result: &result, onStatus: tell)
        return result
      }
    }
    // The name is of use after a failure, too.
    let named = Result(catching: {
      try settings.refFile.map { try ResultFile.write(Array(request.ref.utf8), to: $0) }
    })
    let result = try built.get()
    _ = try named.get()
    try settings.metadataFile.map {
      try ResultFile.write(ReportedMetadata.json(result.exporterResponse), to: $0)
    }
    try settings.iidFile.map { try ResultFile.write(Array((result.imageID ?? "").utf8), to: $0) }
    try trace?.check()
    return Outcome(
      result: result, outputs: outputs, duration: .now - start,
      imageBytes: outputs.contains(where: \.isInEngine) ? await size(client) : nil)
  }
}

extension SolveRun {
  /// The size of the image that an Engine keeps; nil if it doesn't tell.
  private func size(_ client: BuildKitClient) async -> Int64? {
    guard let name = imageNames.first else { return nil }
    return try? await client.engineImage(named: name)?.size
  }
}

/// A trace whose first failure is told at the end: a build isn't stopped for it.
private final class Trace: Sendable {
  private let file: TraceFile
  private let failure = Mutex<ContainerError?>(nil)

  init(_ path: String) throws(ContainerError) { file = try TraceFile(path) }

  func add(_ status: StatusResponse) async {
    guard failure.withLock({ $0 == nil }) else { return }
    do throws(ContainerError) {
      try await file.add(status)
    } catch {
      failure.withLock { $0 = error }
    }
  }

  func check() throws(ContainerError) {
    if let failure = failure.withLock({ $0 }) {
      throw ContainerError(.resultNotWritten, failure.message + "; the image is built")
    }
  }
}

extension Result where Failure == any Error {
  /// What `body` returns or throws.
  fileprivate init(_ body: () async throws -> Success) async {
    do {
      self = .success(try await body())
    } catch {
      self = .failure(error)
    }
  }
}
