import BuildKit

/// A part of a step that has a progress of its own, such as a layer that is pulled.
struct StepItem: Sendable {
  /// For people, without control characters.
  let name: String
  private(set) var status: VertexStatus

  init(_ status: VertexStatus) {
    self.name = printable(status.id)
    self.status = status
  }

  mutating func update(_ status: VertexStatus) { self.status = status }

  var isCompleted: Bool { status.completed != nil }

  /// How much is done of how much, such as `5.10MB / 10.00MB`; empty if unknown.
  var amount: String {
    if status.total != 0 {
      return byteAmount(status.current) + " / " + byteAmount(status.total)
    }
    return status.current == 0 ? "" : byteAmount(status.current)
  }

  /// Seconds since it started, as of its end or of `now` by the daemon's clock.
  func seconds(at now: Timestamp) -> Double {
    status.started.map { max((status.completed ?? now).seconds(since: $0), 0) } ?? 0
  }
}
