package import BuildKit

/// Shows a build as lines that stay, each marked with the number of its step.
///
/// One step at a time has the floor. It keeps it until it has ended, or until another one has
/// waited for it too long; then its name is printed again once it goes on.
package struct PlainRenderer: ProgressRenderer {
  /// How long the step that has the floor keeps it from one that has something to say, in
  /// nanoseconds.
  static let patience: Int64 = 5_000_000_000

  private struct Waiting {
    var since: Int64
    var news: TraceNews.OfStep
  }

  private var trace: BuildTrace
  private var waiting: [Int: Waiting] = [:]
  /// The step that has the floor.
  private var current: Int?
  private var numbers: [Int: Int] = [:]
  /// How many warnings of each step were printed: they wait until it has something else to say.
  private var printedWarnings: [Int: Int] = [:]
  private var throttle = ItemThrottle()
  private var output = ""
  private let nameLength: Int?

  package init(style: ProgressStyle) {
    nameLength = style.plainNameLength
    trace = BuildTrace(logTailLines: style.logLines)
  }

  package var isAnimated: Bool { true }

  package mutating func update(_ status: StatusResponse, at now: Int64) {
    for (step, news) in trace.apply(status, at: now).steps {
      var waiting = waiting[step] ?? Waiting(since: now, news: .init())
      waiting.news.isChanged = waiting.news.isChanged || news.isChanged
      waiting.news.items.formUnion(news.items)
      waiting.news.lines += news.lines
      self.waiting[step] = waiting
    }
  }

  package mutating func draw(at now: Int64, size: TerminalSize) -> String {
    let shown = waiting.keys.filter { !trace.steps[$0].isHidden }
    let completed = shown.filter { trace.steps[$0].isCompleted }.sorted(by: endedBefore)
    let first = completed.filter { $0 == current }
    for step in first + completed.filter({ $0 != current }) { print(step, at: now) }
    if let current, waiting[current] != nil { print(current, at: now) }

    let longest = waiting.filter {
      !trace.steps[$0.key].isHidden && !trace.steps[$0.key].isCompleted
    }
    .min { ($0.value.since, $0.key) < ($1.value.since, $1.key) }
    if let longest, current == nil || now &- longest.value.since >= Self.patience {
      print(longest.key, at: now)
    } else if current == nil, let running = trace.startedSteps.last(where: isRunning) {
      print(running, at: now)
    }
    defer { output = "" }
    return output
  }

  package mutating func finish(at now: Int64, size: TerminalSize) -> String {
    var text = draw(at: now, size: size)
    for step in waiting.keys.sorted() where !trace.steps[step].isHidden { print(step, at: now) }
    text += output
    output = ""
    return text + ClosingReport(trace).text
  }

  private func isRunning(_ step: Int) -> Bool { trace.steps[step].isRunning }

  private func endedBefore(_ left: Int, _ right: Int) -> Bool {
    let ends = [left, right].map { trace.steps[$0].runTime.completed ?? Timestamp.distantFuture }
    return (ends[0], left) < (ends[1], right)
  }

  /// Gives a step the floor and prints what there is to say of it.
  private mutating func print(_ index: Int, at now: Int64) {
    let news = waiting.removeValue(forKey: index)?.news ?? .init()
    let step = trace.steps[index]
    let mark = takeFloor(index)
    var hasOpenItem = false
    for item in news.items.sorted().map({ step.items[$0] }) {
      guard throttle.lets(item, of: index) else { continue }
      output += mark + item.described + "\n"
      if !item.isCompleted { hasOpenItem = true }
    }
    for warning in step.warnings.dropFirst(printedWarnings[index] ?? 0) {
      output += mark + "WARN: " + warning + "\n"
    }
    printedWarnings[index] = step.warnings.count
    for line in news.lines { output += mark + line.described + "\n" }
    if step.isCompleted, !hasOpenItem {
      output += mark + outcome(of: step, at: now) + "\n"
      current = nil
    }
  }

  /// Prints the step's name, unless it has the floor already, and returns what marks its lines.
  private mutating func takeFloor(_ index: Int) -> String {
    let number = numbers[index] ?? numbers.count + 1
    let mark = "#\(number) "
    guard index != current else { return mark }
    if let current, let number = numbers[current] { output += "#\(number) ...\n" }
    if !numbers.isEmpty { output += "\n" }
    output += mark + shown(trace.steps[index].name) + "\n"
    numbers[index] = number
    current = index
    return mark
  }

  private func shown(_ name: String) -> String {
    guard let nameLength, name.utf8.count > nameLength else { return name }
    return String(decoding: name.utf8.prefix(nameLength), as: UTF8.self) + "..."
  }

  private func outcome(of step: Step, at now: Int64) -> String {
    if step.isCanceled { return "CANCELED" }
    if step.isFailed { return "ERROR: " + step.error }
    if step.isCached { return "CACHED" }
    return "DONE " + fixed(step.runTime.seconds(at: trace.daemonTime(at: now)), digits: 1) + "s"
  }
}

extension Timestamp {
  fileprivate static let distantFuture = Timestamp(nanosecondsSince1970: .max)
}
