import Bytes
import Connections

/// A call that asks nothing, to see whether anybody answers.
enum Probe {
  private static let method = "/grpc.health.v1.Health/Check"
  /// How long after one try the next is made.
  private static let pause = Duration.seconds(1)

  /// How a call ends.
  ///
  /// - Throws: `CancellationError`; ``ConnectionError`` if core does not take the call.
  static func status(
    of core: CoreChannel, at address: String, until deadline: ContinuousClock.Instant?
  ) async throws -> GRPCStatus {
    guard let pointer = core.makeCall(method, deadline: deadline) else {
      throw ConnectionError.unreachable(reason: "gRPC core does not take the connection")
    }
    let call = Call(pointer, method: method, address: address, over: nil, onEnd: { _ in })
    let operation = UnaryCall(call, metadata: try OutgoingMetadata([]), request: ByteChain())
    let ending = await call.cancelling(nil) { operation.start($0) }
    try Task.checkCancellation()
    return switch ending {
    case .answered: GRPCStatus(code: .ok, message: "")
    case .failed(let status): status
    }
  }

  /// Waits until somebody answers, however long that takes.
  ///
  /// - Throws: as ``status(of:at:until:)``.
  static func answer(of core: CoreChannel, at address: String) async throws {
    while try await status(of: core, at: address, until: nil).code == .unavailable {
      try await Task.sleep(for: pause)
    }
  }

  /// Waits until a connection can be made, however long that takes.
  ///
  /// - Throws: what will not be better the next time; `CancellationError`.
  static func connection(
    by link: DialledLink, isolation: isolated (any Actor)?
  ) async throws -> DialledConnection {
    while true {
      do {
        return try await link.connection(isolation: isolation)
      } catch let error as ConnectionError where mayPass(error) {
        try await Task.sleep(for: pause)
      }
    }
  }

  /// Whether it may be better the next time.
  private static func mayPass(_ error: ConnectionError) -> Bool {
    switch error {
    case .unreachable, .unknownHost, .timedOut, .programEnded, .tls(.closedAfterHandshake): true
    case .invalidPath, .tls, .noUpgrade, .notHTTP, .programNotStarted: false
    }
  }
}
