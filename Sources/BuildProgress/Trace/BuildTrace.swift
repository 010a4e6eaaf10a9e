package import BuildKit

/// A running build, put together from its status stream.
package struct BuildTrace: Sendable {
  /// All steps, in the order they became known.
  package private(set) var steps: [Step] = []
  /// Indices of the steps that have started, in that order.
  private(set) var startedSteps: [Int] = []
  private var distinctWarnings = DistinctWarnings()
  /// When the first step started.
  private(set) var started: Timestamp?

  /// The most steps that are taken in; no build comes near, but a daemon's word is no reason to fill
  /// our memory.
  private static let mostSteps = 10_000

  /// How many lines of each step's output are kept for the end.
  let logTailLines: Int
  /// By the digest of a vertex, or the identifier of a group.
  private var indices: [Key: Int] = [:]
  /// How far our clock is ahead of the daemon's, in nanoseconds.
  private var clockDifference: Int64?

  private enum Key: Hashable {
    case vertex(String)
    case group(String)
  }

  /// A build of which nothing is known.
  ///
  /// - Parameter logTailLines: how many lines of each step's output to keep.
  package init(logTailLines: Int = 10) {
    self.logTailLines = max(logTailLines, 1)
  }

  /// How many steps there are to show, and how many of them have ended.
  package var counts: (completed: Int, total: Int) {
    let shown = steps.filter { !$0.isHidden }
    return (shown.count(where: \.isCompleted), shown.count)
  }

  /// Warnings, none of them twice.
  package var warnings: [VertexWarning] { distinctWarnings.all }

  /// Steps that failed by themselves, in the order they started.
  package var failedSteps: [Step] {
    startedSteps.map { steps[$0] }.filter(\.isFailed)
  }

  /// A moment of our clock by the daemon's.
  func daemonTime(at now: Int64) -> Timestamp {
    Timestamp(nanosecondsSince1970: now &- (clockDifference ?? 0))
  }

  /// Takes in news and tells what is new to people.
  ///
  /// - Parameter now: nanoseconds by any steady clock, always the same.
  @discardableResult
  package mutating func apply(_ status: StatusResponse, at now: Int64) -> TraceNews {
    var news = TraceNews()
    for vertex in status.vertexes { apply(vertex, at: now, &news) }
    for status in status.statuses {
      guard let index = indices[.vertex(status.vertex)] else { continue }
      if let item = steps[index].update(status) {
        news.steps[index, default: .init()].items.insert(item)
      }
    }
    for log in status.logs { apply(log, &news) }
    // Output may come after the end of its step, and then nobody ends its last line.
    for index in Set(status.logs.compactMap { indices[.vertex($0.vertex)] }).sorted()
    where steps[index].isCompleted { flush(index, at: status.logs.last?.timestamp, &news) }
    for warning in status.warnings where distinctWarnings.add(warning) {
      if let index = indices[.vertex(warning.vertex)] {
        steps[index].warnings.append(printable(warning.short))
      }
    }
    return news
  }

  private mutating func apply(_ vertex: Vertex, at now: Int64, _ news: inout TraceNews) {
    guard let index = index(of: vertex) else { return }
    let before = steps[index]
    steps[index].update(vertex)
    let step = steps[index]
    if let start = vertex.started, clockDifference == nil {
      started = start
      clockDifference = now &- start.nanosecondsSince1970
    }
    if step.isCompleted { flush(index, at: step.runTime.completed, &news) }
    guard step.isStarted, !step.isHidden else { return }
    if !before.isStarted || before.isHidden { startedSteps.append(index) }
    if step.runTime.intervals != before.runTime.intervals || step.error != before.error
      || step.isCached && !before.isCached || before.isHidden
    {
      news.steps[index, default: .init()].isChanged = true
    }
  }

  /// The index of the vertex's step; nil if there are too many.
  private mutating func index(of vertex: Vertex) -> Int? {
    if let index = indices[.vertex(vertex.digest)] { return index }
    guard indices.count < Self.mostSteps else { return nil }
    let key = vertex.progressGroup.map { Key.group($0.id) } ?? .vertex(vertex.digest)
    let index = indices[key] ?? steps.count
    if index == steps.count {
      steps.append(
        Step(
          name: vertex.progressGroup?.name ?? vertex.name, isGroup: vertex.progressGroup != nil))
    }
    indices[key] = index
    indices[.vertex(vertex.digest)] = index
    return index
  }

  private mutating func apply(_ log: VertexLog, _ news: inout TraceNews) {
    guard let index = indices[.vertex(log.vertex)] else { return }
    var since = steps[index].unfinishedSince ?? log.timestamp
    for text in steps[index].log.append(log.data) {
      append(text, at: since, to: index, &news)
      since = log.timestamp
    }
    steps[index].unfinishedSince = steps[index].log.isEmpty ? nil : since
  }

  /// Takes all steps that run for cancelled, and returns their indices.
  mutating func cancel(at now: Int64) -> [Int] {
    let running = startedSteps.filter { steps[$0].isRunning }
    for index in running { steps[index].cancel(at: daemonTime(at: now)) }
    return running
  }

  private mutating func flush(_ index: Int, at time: Timestamp?, _ news: inout TraceNews) {
    guard let rest = steps[index].log.flush() else { return }
    append(rest, at: steps[index].unfinishedSince ?? time, to: index, &news)
    steps[index].unfinishedSince = nil
  }

  private mutating func append(
    _ text: String, at time: Timestamp?, to index: Int, _ news: inout TraceNews
  ) {
    let start = steps[index].runTime.started
    let seconds = start.flatMap { start in time.map { $0.seconds(since: start) } } ?? 0
    let line = LogLine(seconds: max(seconds, 0), text: text)
    steps[index].append(line, keeping: logTailLines)
    news.steps[index, default: .init()].lines.append(line)
  }
}

/// What became known at once, by step.
package struct TraceNews: Sendable {
  struct OfStep: Sendable {
    /// Whether the step itself has news: it started, ended, failed, …
    var isChanged = false
    /// Indices of the items that have news.
    var items: Set<Int> = []
    var lines: [LogLine] = []
  }

  var steps: [Int: OfStep] = [:]
}
