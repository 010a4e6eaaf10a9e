import GRPCBridge

extension Build {
  /// What the build made, or why it failed: of all that ended, what is the reason for the rest.
  func result(
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
