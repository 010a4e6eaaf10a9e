import Bytes
import SessionServer

/// `grpc.health.v1.Health`: the daemon asks every few seconds and ends a session that doesn't
/// answer. The answer is given at once, on the session thread.
struct HealthService: SessionService {
  let methods = ["/grpc.health.v1.Health/Check"]

  func handler(
    for call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) -> any CallHandler { Handler() }

  private final class Handler: CallHandler {
    /// A `HealthCheckResponse` whose field 1, `status`, is 1: `SERVING`.
    private static let serving = ByteChain([0x08, 0x01])

    func received(_ message: ByteChain, on call: ServerCall) {
      call.send(Self.serving)
      call.finish(.ok)
    }
  }
}
