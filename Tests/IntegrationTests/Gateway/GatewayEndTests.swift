import BuildKit
import Bytes
import SessionServer
import Testing

/// How a build ends whose function gives no result. The daemon's history shows that the daemon was told, and
/// has ended it itself.
@Suite(.takingTurns) struct GatewayEndTests {
  private struct OwnError: Error, Equatable {}

  /// A step that nobody waits for.
  private func endlessStep() throws -> GatewaySolve {
    GatewaySolve(
      try LLBState.image(busybox).run(shell: "echo \(unique()); sleep 600").root.definition())
  }

  @Test(arguments: EnvironmentDaemon.all)
  func anErrorOfTheFunctionIsThatOfTheBuild(_ daemon: EnvironmentDaemon) async throws {
    let client = try daemon.client()
    let request = BuildRequest()
    await #expect(throws: OwnError.self) {
      _ = try await client.build(request) { _ in throw OwnError() }
    }
    let record = try await client.historyRecord(afterEndOf: request.ref)
    #expect(record.error?.message.contains("OwnError") == true, "\(record)")
  }

  @Test(arguments: EnvironmentDaemon.all)
  func aFunctionMayGiveUpByItself(_ daemon: EnvironmentDaemon) async throws {
    let client = try daemon.client()
    let request = BuildRequest()
    await #expect(throws: CancellationError.self) {
      _ = try await client.build(request) { _ in throw CancellationError() }
    }
    let record = try await client.historyRecord(afterEndOf: request.ref)
    #expect(record.error?.message.contains("CancellationError") == true, "\(record)")
  }

  @Test(arguments: EnvironmentDaemon.all)
  func anErrorEndsWhatTheFunctionHasBegun(_ daemon: EnvironmentDaemon) async throws {
    let client = try daemon.client()
    let request = BuildRequest()
    let solve = try endlessStep()
    let (logs, log) = AsyncStream<Void>.makeStream()
    await #expect(throws: OwnError.self) {
      _ = try await client.build(
        request, onStatus: { if !$0.logs.isEmpty { log.yield() } }
      ) { gateway in
        let reference = try #require(try await gateway.solve(solve).reference)
        async let evaluated: Void = gateway.evaluate(reference)
        for await _ in logs { throw OwnError() }
        try await evaluated
        return GatewayResult()
      }
    }
    let record = try await client.historyRecord(afterEndOf: request.ref)
    #expect(record.error?.message.contains("OwnError") == true, "\(record)")
  }

  @Test(arguments: EnvironmentDaemon.all)
  func whatIsNotReturnedIsNotBuilt(_ daemon: EnvironmentDaemon) async throws {
    let client = try daemon.client()
    let request = BuildRequest()
    let solve = try endlessStep()
    _ = try await client.build(request) { gateway in
      _ = try await gateway.solve(solve)
      return GatewayResult()
    }
    let record = try await client.historyRecord(afterEndOf: request.ref)
    #expect(record.error == nil && record.completedSteps == 0, "\(record)")
  }

  /// Nobody waits for a daemon that doesn't answer any more.
  @Test(arguments: [true, false])
  func aFailureEndsTheBuildOfASilentDaemon(_ hearsOfIt: Bool) async throws {
    let daemon = try FakeDaemon(
      FakeScript(others: [
        "Ping": { call in
          call.send(ByteChain([]))
          call.finish(.ok)
        },
        "Return": { call in
          guard hearsOfIt else { return }
          call.send(ByteChain([]))
          call.finish(.ok)
        },
      ]))
    defer { withExtendedLifetime(daemon) {} }
    let client = try BuildKitClient(endpoint: daemon.endpoint)
    var request = BuildRequest()
    // Much longer than a test may take: what ends the build is not this.
    request.timeout = .seconds(100_000)
    await #expect(throws: OwnError.self) {
      _ = try await client.build(request) { _ in throw OwnError() }
    }
  }
}
