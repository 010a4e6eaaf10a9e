import BuildKit

/// When a step ran. A step may run several times, and the members of a group at the same time.
struct RunTime: Sendable {
  /// An uninterrupted run; without an end, it still goes on.
  struct Interval: Equatable, Sendable {
    var start: Timestamp
    var stop: Timestamp?
  }

  private var stops: [Timestamp: Timestamp?] = [:]
  /// Runs that overlap are one here. In order.
  private(set) var intervals: [Interval] = []

  var isStarted: Bool { !intervals.isEmpty }

  /// Whether the latest run has ended.
  var isCompleted: Bool { completed != nil }

  /// When the latest run began.
  var started: Timestamp? { intervals.last?.start }

  /// When the latest run ended, if it has.
  var completed: Timestamp? { intervals.last?.stop }

  /// Takes in news of a run that began at `start`.
  mutating func record(start: Timestamp, stop: Timestamp?) {
    stops[start] = .some(stop)
    intervals = []
    for (start, stop) in stops.sorted(by: { $0.key < $1.key }) {
      guard let last = intervals.last else {
        intervals.append(Interval(start: start, stop: stop))
        continue
      }
      guard let lastStop = last.stop else { break }
      if lastStop < start {
        intervals.append(Interval(start: start, stop: stop))
      } else {
        intervals[intervals.count - 1].stop = stop.map { max($0, lastStop) }
      }
    }
  }

  /// Seconds of all runs together, as of `now` by the daemon's clock.
  func seconds(at now: Timestamp) -> Double {
    intervals.reduce(0) { $0 + max(($1.stop ?? now).seconds(since: $1.start), 0) }
  }
}
