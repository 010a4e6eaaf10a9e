import SessionServer

/// One service that a session offers to the daemon.
protocol SessionService: Sendable {
  /// The methods it serves, as `/package.Service/Method`.
  var methods: [String] { get }

  /// The handler for a call of one of the methods. Runs on the session thread and may not block.
  func handler(
    for call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) -> any CallHandler
}
