import BuildKit

/// A step as people see it: a vertex, or several that form a progress group.
package struct Step: Sendable {
  /// What is known of its vertexes, by digest; one, unless it is a group.
  private(set) var members: [String: Vertex] = [:]
  /// For people, without control characters other than tabs.
  package private(set) var name: String
  /// Whether its result came from the cache, for a group all of its results.
  package private(set) var isCached = false
  /// Why it failed; empty if it didn't.
  package private(set) var error = ""
  /// Whether not to show it: a group no member of which has started that belongs only to it.
  private(set) var isHidden: Bool
  private(set) var runTime = RunTime()
  /// In the order they started.
  private(set) var items: [StepItem] = []
  private var itemIndices: [String: Int] = [:]
  var log = LogLines()
  /// When the line began that hasn't ended yet.
  var unfinishedSince: Timestamp?
  /// Of each warning its short text, without control characters.
  var warnings: [String] = []
  /// The last lines of its output, and for a while some before them; none once it has ended well.
  package private(set) var logTail: [LogLine] = []

  /// The most bytes that are kept of its output.
  private static let longestTail = 128 << 10
  private var tailBytes = 0

  /// Longer names are cut, in characters; a step has so many parts at most.
  private static let longestName = 4096
  private static let mostItems = 10_000

  init(name: String, isGroup: Bool) {
    self.name = Self.shown(name)
    self.isHidden = isGroup
  }

  var isStarted: Bool { runTime.isStarted }
  var isCompleted: Bool { runTime.isCompleted }
  var isRunning: Bool { isStarted && !isCompleted }
  /// Whether it was stopped because another step failed or the user cancelled.
  package var isCanceled: Bool { error.hasSuffix("context canceled") }
  /// Whether it failed by itself.
  package var isFailed: Bool { !error.isEmpty && !isCanceled }

  mutating func update(_ vertex: Vertex) {
    if vertex.progressGroup == nil { name = Self.shown(vertex.name) }
    // A step may be announced again as if it hadn't started.
    if vertex.started == nil, members[vertex.digest]?.started != nil { return }
    members[vertex.digest] = vertex
    members[vertex.digest]?.name = ""
    isCached = members.values.allSatisfy(\.isCached)
    error =
      members.values.lazy.map(\.error).filter { !$0.isEmpty }.min().map { printable($0) } ?? ""
    if let start = vertex.started {
      runTime.record(start: start, stop: vertex.completed)
      if vertex.progressGroup?.isWeak != true { isHidden = false }
    }
    if !error.isEmpty { isHidden = false }
    // What ended well has nothing to explain.
    if isCompleted, error.isEmpty { (logTail, tailBytes) = ([], 0) }
  }

  /// Takes the step for cancelled.
  mutating func cancel(at time: Timestamp) {
    guard let start = runTime.started else { return }
    runTime.record(start: start, stop: max(time, start))
    error = "context canceled"
  }

  /// Takes in news of a part of the step and returns its index in ``items``, if it has started.
  mutating func update(_ status: VertexStatus) -> Int? {
    if let index = itemIndices[status.id] {
      items[index].update(status)
      return index
    }
    guard status.started != nil, items.count < Self.mostItems else { return nil }
    itemIndices[status.id] = items.count
    items.append(StepItem(status))
    return items.count - 1
  }

  private static func shown(_ name: String) -> String {
    printable(String(name.prefix(longestName)), keepsTabs: true)
  }

  /// Takes in a line of its output.
  mutating func append(_ line: LogLine, keeping limit: Int) {
    logTail.append(line)
    tailBytes += line.text.utf8.count
    // Not one by one: that would move all others each time.
    guard logTail.count > 2 * limit || tailBytes > 2 * Self.longestTail else { return }
    trimTail(to: limit)
  }

  private mutating func trimTail(to limit: Int) {
    var kept = logTail[...].suffix(limit)
    var bytes = kept.reduce(0) { $0 + $1.text.utf8.count }
    while bytes > Self.longestTail, kept.count > 1, let first = kept.popFirst() {
      bytes -= first.text.utf8.count
    }
    logTail = Array(kept)
    tailBytes = bytes
  }
}

/// A line of a step's output.
package struct LogLine: Hashable, Sendable {
  /// Seconds since the step started.
  package var seconds: Double
  /// Without control characters other than tabs.
  package var text: String

  /// The line with its time in front.
  package var described: String {
    fixed(seconds, digits: seconds < 10 ? 3 : seconds < 100 ? 2 : 1) + " " + text
  }
}
