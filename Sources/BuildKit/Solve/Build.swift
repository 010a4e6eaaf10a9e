import Bytes
import GRPCBridge

/// One build under way: the session, the solve and the status beside each other.
struct Build: Sendable {
  /// After the solve, the status may go on; this long without news ends it. As in buildctl.
  private static let statusPatience = Duration.seconds(5)
  /// The same after a solve that failed: a daemon that is in order ends the status at once.
  private static let statusPatienceAfterFailure = Duration.seconds(2)
  /// A daemon that ends the session is given this long to fail the build itself, with a reason.
  private static let sessionGrace = Duration.seconds(2)

  let request: BuildRequest
  let content: SessionContent
  private let driver: GatewayDriver?
  let client: BuildKitClient
  private let onStatus: @Sendable (StatusResponse) async -> Void
  let failures = SessionFailures()
  let ledger = StepLedger()
  let warnings = WarningLedger()
  let losses = CacheLosses()

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

  /// How the session ended.
  enum SessionEnd: Sendable { case wanted, byDaemon, broken(any Error & Sendable) }

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
}
