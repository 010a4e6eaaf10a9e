import Bytes

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
