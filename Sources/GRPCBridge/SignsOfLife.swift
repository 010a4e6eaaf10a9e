/// How a peer over a network is asked whether it is still there, as long as calls are under way.
package struct SignsOfLife: Hashable, Sendable {
  /// How long nothing may come before it is asked.
  var interval: Duration
  /// How long the answer may take.
  var limit: Duration

  package init(interval: Duration, limit: Duration) {
    self.interval = interval
    self.limit = limit
  }

  /// No faster than the 5 minutes under which grpc-go's servers close the connection.
  package static let usual = SignsOfLife(interval: .seconds(360), limit: .seconds(20))
}
