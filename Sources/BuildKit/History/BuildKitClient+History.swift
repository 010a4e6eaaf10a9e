extension BuildKitClient {
  /// What daemons before 0.11 lack.
  static let lackOfHistory: @Sendable (Endpoint) -> String? = {
    "BuildKit at \($0) keeps no history of builds; that came with BuildKit 0.11"
  }

  /// The builds that the daemon remembers, and what becomes of them (`Control.ListenBuildHistory`).
  ///
  /// First come all running builds, then the ended ones in no order, then, unless the request says
  /// ``BuildHistoryRequest/earlyExit``, whatever happens: the iteration ends only with its task.
  ///
  /// Iterating throws ``BuildError``, with the code ``BuildError/Code/unimplemented`` if the daemon
  /// is older than 0.11; `CancellationError`.
  public func history(
    _ request: BuildHistoryRequest = BuildHistoryRequest()
  ) -> DaemonStream<BuildHistoryEvent> {
    stream("ListenBuildHistory", request, lack: Self.lackOfHistory)
  }

  /// The builds that the daemon remembers now, the newest first, running ones among them.
  ///
  /// - Parameters:
  ///   - limit: how many at most.
  ///   - timeout: how long it may take.
  /// - Throws: ``BuildError``, with the code ``BuildError/Code/unimplemented`` if the daemon is older
  ///   than 0.11; `CancellationError`.
  public func historyRecords(
    limit: Int = .max, timeout: Duration = .seconds(60)
  ) async throws -> [BuildHistoryRecord] {
    var request = BuildHistoryRequest()
    request.earlyExit = true
    let events: DaemonStream<BuildHistoryEvent> = stream(
      "ListenBuildHistory", request, timeout: timeout, lack: Self.lackOfHistory)
    var records: [String: BuildHistoryRecord] = [:]
    for try await event in events where event.kind != .deleted {
      // A build that ends meanwhile comes twice, the second time with its end.
      records[event.record.ref] = event.record
      guard records.count <= Self.mostRecords else {
        throw BuildError(
          .resourceExhausted,
          "BuildKit at \(endpoint) remembers over \(Self.mostRecords) builds; remove some of them")
      }
    }
    return Array(records.values.sorted(by: BuildHistoryRecord.newestFirst).prefix(limit))
  }

  /// Daemons keep 50 builds unless they are told otherwise. A record may take megabytes.
  private static let mostRecords = 10_000

  /// Waits for the end of a running build, and tells what the daemon then remembers of it.
  ///
  /// - Parameter ref: the build's ``BuildHistoryRecord/ref``; for one that has ended it returns at
  ///   once, for one that never was it waits.
  /// - Throws: ``BuildError``, with the code ``BuildError/Code/notFound`` if the record is removed
  ///   meanwhile; `CancellationError`.
  public func historyRecord(afterEndOf ref: String) async throws -> BuildHistoryRecord {
    for try await event in history() where event.record.ref == ref {
      switch event.kind {
      case .started: continue
      case .complete: return event.record
      case .deleted: throw BuildError(.notFound, "the build \(ref) was removed from the history")
      }
    }
    throw BuildError(
      .protocolViolation, "BuildKit at \(endpoint) stopped telling about the build \(ref)")
  }

  /// Pins a build of the history, lets it go, removes it, or has its trace written down
  /// (`Control.UpdateBuildHistory`).
  ///
  /// - Parameters:
  ///   - ref: the build's ``BuildHistoryRecord/ref``.
  ///   - change: what is done with it.
  ///   - timeout: how long it may take.
  /// - Throws: ``BuildError``, with the code ``BuildError/Code/notFound`` if there is no such build,
  ///   ``BuildError/Code/unimplemented`` if the daemon is older than 0.11, or than 0.15 for
  ///   ``BuildHistoryChange/finalize``; `CancellationError`.
  public func updateHistory(
    _ ref: String, _ change: BuildHistoryChange, timeout: Duration = .seconds(30)
  ) async throws {
    if change == .finalize, let version = try await version(), version.isBefore(0, 15) {
      // It would take it for a change of the pin.
      throw BuildError(
        .unimplemented,
        "BuildKit \(version.version) at \(endpoint) can't be asked to finish a record; that came "
          + "with BuildKit 0.15")
    }
    _ = try await call(
      "UpdateBuildHistory", UpdateBuildHistoryRequest(ref: ref, change: change), timeout: timeout,
      as: EmptyMessage.self, lack: Self.lackOfHistory)
  }

  /// The status of a build, from its beginning: of one that runs until its end, of one that has ended
  /// all that there was (`Control.Status`).
  ///
  /// Iterating throws ``BuildError``; `CancellationError`.
  ///
  /// - Parameter ref: the build's ``BuildHistoryRecord/ref``.
  public func status(of ref: String) -> DaemonStream<StatusResponse> {
    stream("Status", StatusRequest(ref: ref))
  }
}

extension BuildHistoryRecord {
  /// The order in which histories are shown.
  static func newestFirst(_ left: Self, _ right: Self) -> Bool {
    let begun = [left, right].map { $0.createdAt?.nanosecondsSince1970 ?? .min }
    return (begun[1], left.ref) < (begun[0], right.ref)
  }
}
