extension BuildKitClient {
  /// The daemon's workers, the default one first (`Control.ListWorkers`).
  ///
  /// - Parameters:
  ///   - filters: which workers, in containerd's filter language, such as `id==abc`; a worker that
  ///     passes any of them counts, and none means all.
  ///   - timeout: how long it may take.
  /// - Throws: ``BuildError``; `CancellationError`.
  public func workers(
    filters: [String] = [], timeout: Duration = .seconds(30)
  ) async throws -> [WorkerRecord] {
    try await call(
      "ListWorkers", ListWorkersRequest(filters: filters), timeout: timeout,
      as: ListWorkersResponse.self
    )
    .workers
  }

  /// Which BuildKit the daemon is (`Control.Info`).
  ///
  /// - Throws: ``BuildError``, with the code ``BuildError/Code/unimplemented`` if the daemon is older
  ///   than 0.11 and can't tell; `CancellationError`.
  public func info(timeout: Duration = .seconds(30)) async throws -> BuildkitVersion {
    let response = try await call("Info", InfoRequest(), timeout: timeout, as: InfoResponse.self) {
      "BuildKit at \($0) can't tell about itself; that came with BuildKit 0.11"
    }
    guard let version = response.buildkitVersion else {
      throw BuildError(
        .protocolViolation, "BuildKit at \(endpoint) tells nothing about its version")
    }
    return version
  }

  /// Which BuildKit the daemon is; nil if it is older than 0.11 and can't tell.
  ///
  /// - Throws: ``BuildError``; `CancellationError`.
  public func version(timeout: Duration = .seconds(30)) async throws -> BuildkitVersion? {
    do {
      return try await info(timeout: timeout)
    } catch let error as BuildError where error.code == .unimplemented {
      return nil
    }
  }

  /// The records of the daemon's cache, the smallest first (`Control.DiskUsage`).
  ///
  /// - Parameters:
  ///   - filters: which records, in containerd's filter language, such as `type==regular` or
  ///     `id~=abc,inuse==true`; a record that passes any of them counts, and none means all.
  ///   - timeout: how long it may take; a daemon may have to measure what it never measured before.
  /// - Throws: ``BuildError``; `CancellationError`.
  public func diskUsage(
    filters: [String] = [], timeout: Duration = .seconds(600)
  ) async throws -> [UsageRecord] {
    try await call(
      "DiskUsage", DiskUsageRequest(filters: filters), timeout: timeout, as: DiskUsageResponse.self
    )
    .records.sorted { ($0.size, $0.id) < ($1.size, $1.id) }
  }
}
