extension BuildKitClient {
  /// Removes from the daemon's cache what nothing uses, and tells each record as it goes
  /// (`Control.Prune`).
  ///
  /// It begins with the iteration, and ends with it: what hasn't been removed by then stays.
  ///
  /// A daemon before 0.17 knows one bound for sizes only. A sole ``PruneRequest/maxUsedSpace`` means
  /// the same there and is sent as that; other bounds that it would overlook, and then remove
  /// everything, are refused.
  ///
  /// Iterating throws ``BuildError``, with the code ``BuildError/Code/unimplemented`` for such a
  /// bound; `CancellationError`.
  public func prune(_ request: PruneRequest = PruneRequest()) -> DaemonStream<UsageRecord> {
    guard request.maxUsedSpace != 0 || request.minFreeSpace != 0 else {
      return stream("Prune", request)
    }
    return stream(Self.path("Prune")) { try await self.fit(request) }
  }

  /// The request as the daemon understands it.
  private func fit(_ request: PruneRequest) async throws -> PruneRequest {
    let version = try await version()
    guard version.map({ $0.isBefore(0, 17) }) ?? true else { return request }
    guard request.minFreeSpace == 0, request.reservedSpace == 0 else {
      let name = version.map { "BuildKit \($0.version)" } ?? "a BuildKit before 0.11"
      throw BuildError(
        .unimplemented,
        "\(name) at \(endpoint) knows one bound for sizes only, and would remove everything; leave "
          + "out the free space and the reserved space, or use BuildKit 0.17")
    }
    var fitting = request
    (fitting.reservedSpace, fitting.maxUsedSpace) = (request.maxUsedSpace, 0)
    return fitting
  }
}
