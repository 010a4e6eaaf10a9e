import Bytes
import GRPCBridge

/// Drives a build through the gateway beside its `Solve`, which waits for what is returned here.
struct GatewayDriver: Sendable {
  /// A daemon needs a moment to know the build; as long as Go's client waits for it.
  private static let patience = Duration.seconds(15)
  /// A daemon is asked again after this long.
  private static let pause = Duration.milliseconds(50)
  /// A daemon is given this long to hear of a failure and to end the solve, before the solve is cancelled.
  private static let grace = Duration.seconds(2)

  private let body: @Sendable (Gateway) async throws -> GatewayResult

  init(_ body: @escaping @Sendable (Gateway) async throws -> GatewayResult) { self.body = body }

  /// Runs the body, and tells the daemon its result, or its failure.
  ///
  /// - Returns: why there is no result; nil if there is one, or if this task was cancelled.
  func drive(
    _ request: BuildRequest, on client: BuildKitClient, solve: Task<SolveResponse, any Error>
  ) async -> (any Error)? {
    do {
      let pong = try await ping(request, on: client)
      let result = try await body(Gateway(pong, of: request, on: client))
      try await end(ReturnRequest(result: result), request, client, timeout: nil)
      return nil
    } catch {
      let isCancelled = Task.isCancelled
      let end = ContinuousClock.now + Self.grace
      try? await self.end(
        ReturnRequest(error: Self.status(of: error)), request, client, timeout: Self.grace)
      // The end of the solve cancels this task.
      try? await Task.sleep(until: end)
      solve.cancel()
      return isCancelled && error is CancellationError ? nil : error
    }
  }

  private func ping(
    _ request: BuildRequest, on client: BuildKitClient
  ) async throws -> PongResponse {
    let end = ContinuousClock.now + Self.patience
    while true {
      do {
        return try await client.call(
          path: Gateway.path("Ping"), PingRequest(), metadata: Gateway.metadata(request),
          timeout: Self.patience, as: PongResponse.self)
      } catch let error as BuildError where error.message.contains("no such job") {
        try Task.checkCancellation()
        guard ContinuousClock.now < end else { throw error }
        try await Task.sleep(for: Self.pause)
      }
    }
  }

  private func end(
    _ message: ReturnRequest, _ request: BuildRequest, _ client: BuildKitClient,
    timeout: Duration?
  ) async throws {
    _ = try await client.call(
      path: Gateway.path("Return"), message, metadata: Gateway.metadata(request),
      timeout: timeout, as: EmptyMessage.self)
  }

  /// A failure as the daemon takes it; one of its own goes back as it came.
  private static func status(of error: any Error) -> [UInt8] {
    if let cause = (error as? BuildError)?.cause as? GRPCError, !cause.details.isEmpty {
      return cause.details
    }
    let code: GRPCCode = error is CancellationError ? .cancelled : .unknown
    return StatusMessage(code: Int(code.rawValue), message: "\(error)").encoded().array
  }
}

extension BuildKitClient {
  /// Builds what a function has the daemon solve, and returns.
  ///
  /// Cancelling the task cancels the build on the daemon, and the function.
  ///
  /// - Parameters:
  ///   - request: where results go, and what the build may use: files, secrets, credentials, caches. Its
  ///     frontend and definition are for the function to use, or not.
  ///   - onStatus: called with the build's news, one at a time and in order.
  ///   - driving: has things solved, looks into them, and returns the result. What it throws is what the
  ///     whole build fails with.
  /// - Returns: what the daemon reports.
  /// - Throws: ``BuildError``; what `driving` throws; `CancellationError`.
  public func build(
    _ request: BuildRequest,
    onStatus: @escaping @Sendable (StatusResponse) async -> Void = { _ in },
    driving: @escaping @Sendable (Gateway) async throws -> GatewayResult
  ) async throws -> BuildResult {
    var driven = request
    driven.frontend = ""
    driven.definition = nil
    return try await build(driven, driver: GatewayDriver(driving), onStatus: onStatus)
  }
}

extension GatewaySolve {
  /// What a request would have built without a gateway.
  ///
  /// - Throws: ``BuildError`` of code `invalidArgument` for a definition that isn't one.
  public init(_ request: BuildRequest) throws {
    let message = try request.solveRequest(session: "")
    frontend = message.frontend
    definition = message.definition
    frontendAttributes = message.frontendAttributes
    frontendInputs = message.frontendInputs
  }
}
