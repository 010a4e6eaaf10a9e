import Bytes
import GRPCBridge

extension BuildKitClient {
  /// Builds, and waits until everything is exported.
  ///
  /// Cancelling the task cancels the build on the daemon.
  ///
  /// - Parameters:
  ///   - request: what to build. Its outputs are complete when this returns, and as they were before
  ///     when it throws.
  ///   - onStatus: called with the build's news as the daemon tells it, one at a time and in order; the
  ///     daemon's news wait while it runs. A warning may come again; the result has each once.
  /// - Returns: what the daemon reports.
  /// - Throws: ``BuildError``; `CancellationError`.
  public func build(
    _ request: BuildRequest, onStatus: @escaping @Sendable (StatusResponse) async -> Void = { _ in }
  ) async throws -> BuildResult {
    try await build(request, driver: nil, onStatus: onStatus)
  }

  /// Builds; with a driver, what that returns.
  func build(
    _ request: BuildRequest, driver: GatewayDriver?,
    onStatus: @escaping @Sendable (StatusResponse) async -> Void
  ) async throws -> BuildResult {
    let outputs = request.exports.compactMap(\.output)
    do {
      // The daemon would wait for a gateway's client, without an end.
      guard driver != nil || !request.frontend.isEmpty || request.definition != nil else {
        throw BuildError(
          .invalidArgument,
          "there is nothing to build: no frontend is named, and no definition is given")
      }
      try await refuseSeveralExports(of: request)
      try await DaemonLack.check(request, on: self)
      let request = try await HostGateway.resolving(request, on: self)
      let content = try await SessionContent.open(request)
      var result = try await content.whileOpen {
        try await Build(request, content, driver, on: self, onStatus: onStatus).run()
      }
      for output in outputs { try await output.commit() }
      result.notes += outputs.flatMap(\.notes)
      return result
    } catch {
      for output in outputs { await output.discard() }
      if let failure = error as? SystemFailure {
        throw BuildError(.local, "\(failure)", cause: failure)
      }
      throw error
    }
  }
}

/// One build under way: the session, the solve and the status beside each other.
private struct Build: Sendable {
  /// After the solve, the status may go on; this long without news ends it. As in buildctl.
  private static let statusPatience = Duration.seconds(5)
  /// The same after a solve that failed: a daemon that is in order ends the status at once.
  private static let statusPatienceAfterFailure = Duration.seconds(2)
  /// A daemon that ends the session is given this long to fail the build itself, with a reason.
  private static let sessionGrace = Duration.seconds(2)

  private let request: BuildRequest
  private let content: SessionContent
  private let driver: GatewayDriver?
  private let client: BuildKitClient
  private let onStatus: @Sendable (StatusResponse) async -> Void
  private let failures = SessionFailures()
  private let ledger = StepLedger()
  private let warnings = WarningLedger()
  private let losses = CacheLosses()

  init(
    _ request: BuildRequest, _ content: SessionContent, _ driver: GatewayDriver?,
    on client: BuildKitClient, onStatus: @escaping @Sendable (StatusResponse) async -> Void
  ) {
    self.request = content.applied(to: request)
    self.content = content
    self.driver = driver
    self.client = client
    self.onStatus = onStatus
  }

  func run() async throws -> BuildResult {
    let resources = try await SessionResources.opening(request)
    do {
      let result = try await run(resources)
      await resources.close()
      return result
    } catch {
      await resources.close()
      throw error
    }
  }

  private func run(_ resources: SessionResources) async throws -> BuildResult {
    let session = try await openSession(resources)
    let solve = Task { @concurrent in
      try await client.call(
        "Solve", request.solveRequest(session: session.id), timeout: request.timeout,
        as: SolveResponse.self)
    }
    let serving = Task { @concurrent in
      await serve(session.connection, for: solve)
    }
    let driving = driver.map { driver in
      Task { @concurrent in await driver.drive(request, on: client, solve: solve) }
    }
    let status = StatusFollower()
    let following = Task { @concurrent in
      await follow(status)
    }
    return try await withTaskCancellationHandler {
      let solved = await solve.result
      driving?.cancel()
      let undriven = await driving?.value ?? nil
      await status.settle(following, patience: patience(after: solved))
      following.cancel()
      await following.value
      serving.cancel()
      let sessionEnd = await serving.value
      return try await result(solved, undriven, sessionEnd: sessionEnd)
    } onCancel: {
      solve.cancel()
      driving?.cancel()
      following.cancel()
      serving.cancel()
    }
  }

  /// How long without news ends the status of a solve that is over.
  private func patience(after solved: Result<SolveResponse, any Error>) -> Duration {
    if Task.isCancelled { return .zero }
    do {
      _ = try solved.get()
      return Self.statusPatience
    } catch {
      // Anything but the daemon's word means that nobody is there to end the status.
      return error is BuildError ? Self.statusPatienceAfterFailure : .zero
    }
  }

  // MARK: The session

  private func openSession(
    _ resources: SessionResources
  ) async throws -> (id: String, connection: SessionConnection) {
    guard SessionThread.shared.isStarted else {
      throw BuildError(.local, "the system gives no more threads")
    }
    let services = sessionServices(resources)
    let id = Identifier.random()
    var metadata: GRPCMetadata = [
      "x-docker-expose-session-uuid": id,
      "x-docker-expose-session-name": request.sessionName,
      "x-docker-expose-session-sharedkey": request.sharedKey,
    ]
    for method in services.flatMap(\.methods) {
      metadata.append("x-docker-expose-session-grpc-method", method)
    }
    do {
      let stream = try await client.channel.openStream(
        BuildKitClient.path("Session"), metadata: metadata)
      return (
        id, try SessionConnection(stream: stream, services: services, failures: failures)
      )
    } catch let error as GRPCError {
      throw BuildError(error)
    }
  }

  private func sessionServices(_ resources: SessionResources) -> [any SessionService] {
    var services: [any SessionService] = [HealthService()]
    services += resources.services
    if !request.locals.isEmpty { services.append(FileSyncService(trees: request.locals)) }
    if request.exports.contains(where: { $0.output != nil }) {
      services.append(FileSendService(exports: request.exports))
    }
    if let service = content.service { services.append(service) }
    return services
  }

  /// Serves the session until its end; an end that nobody wanted ends the solve too.
  private func serve(
    _ connection: SessionConnection, for solve: Task<SolveResponse, any Error>
  ) async -> SessionEnd {
    do {
      try await connection.run()
      guard !Task.isCancelled else { return .wanted }
      try? await Task.sleep(for: Self.sessionGrace)
      solve.cancel()
      return .byDaemon
    } catch {
      guard !Task.isCancelled, !(error is CancellationError) else { return .wanted }
      if error is GRPCError { try? await Task.sleep(for: Self.sessionGrace) }
      solve.cancel()
      return .broken(error)
    }
  }

  private enum SessionEnd: Sendable { case wanted, byDaemon, broken(any Error & Sendable) }

  // MARK: The status

  private func follow(_ status: StatusFollower) async {
    do {
      let stream = try await client.channel.openServerStream(
        BuildKitClient.path("Status"), request: StatusRequest(ref: request.ref).encoded())
      while let message = try await stream.receive() {
        status.noteActivity()
        let response = try StatusResponse(decoding: message)
        ledger.add(response)
        losses.add(response)
        warnings.add(response)
        await onStatus(response)
      }
    } catch {
      // Whatever breaks the status breaks or has ended the solve, which tells why.
    }
  }

  // MARK: The outcome

  private func result(
    _ solved: Result<SolveResponse, any Error>, _ undriven: (any Error)?,
    sessionEnd: SessionEnd
  ) async throws -> BuildResult {
    let response: SolveResponse
    do {
      // What the driver says is the reason for what the daemon says.
      if let undriven { throw undriven }
      response = try solved.get()
    } catch {
      if Task.isCancelled { throw CancellationError() }
      if let failure = failures.reason(for: (error as? BuildError)?.message) {
        throw BuildError(Self.code(of: failure), "\(failure)", cause: failure)
      }
      guard var failure = error as? BuildError else {
        if !(error is CancellationError), !(error is GRPCError) { throw error }
        throw Self.error(of: sessionEnd, at: client.endpoint)
      }
      ledger.complete(&failure)
      throw failure
    }
    if let error = request.exportError(at: client.endpoint) {
      // What went wrong on our side is the reason.
      guard let failure = failures.reason(for: nil) else { throw error }
      throw BuildError(Self.code(of: failure), "\(failure)", cause: failure)
    }
    let counts = ledger.counts
    return BuildResult(
      ref: request.ref, exporterResponse: response.exporterResponse, steps: counts.all,
      cachedSteps: counts.cached, warnings: warnings.warnings,
      notes: try await content.complete(response) + losses.notes)
  }

  private static func code(of failure: any Error) -> BuildError.Code {
    switch (failure as? ExportError)?.kind {
    case .deletionUnsupported, .severalUnsupported: .unimplemented
    case nil: .local
    default: .protocolViolation
    }
  }

  private static func error(of end: SessionEnd, at endpoint: Endpoint) -> any Error {
    switch end {
    case .wanted: CancellationError()
    case .byDaemon:
      BuildError(
        .sessionLost, "BuildKit at \(endpoint) ended the session before the build was done")
    case .broken(let error as GRPCError): BuildError(error)
    case .broken(let error):
      BuildError(
        .protocolViolation,
        "what answers at \(endpoint) does not speak BuildKit's protocol: \(error)",
        cause: error)
    }
  }
}
