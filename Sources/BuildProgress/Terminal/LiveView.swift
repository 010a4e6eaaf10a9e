import BuildKit

/// What the live view shows of a build at one moment, as rows.
struct LiveView {
  let trace: BuildTrace
  let style: ProgressStyle
  /// By the daemon's clock.
  let now: Timestamp
  /// How wide rows may be.
  let columns: Int

  /// Rows that fit into `height`: running steps first of all, then what runs within them, the end
  /// of their output, and of the steps that have ended the latest.
  func rows(height: Int) -> [Row] {
    var blocks = trace.startedSteps.map { StepRows(step: trace.steps[$0], view: self) }
    var room = max(height - 1, 1)
    let running = blocks.indices.filter { blocks[$0].step.isRunning }.reversed()
    let ended = blocks.indices.filter { !blocks[$0].step.isRunning }.reversed()
    /// Gives one row after the other to each block that wants more, as long as there are any.
    func share(
      _ indices: some Sequence<Int>, _ shown: WritableKeyPath<StepRows, Int>,
      of wanted: KeyPath<StepRows, Int>
    ) {
      while room > 0 {
        let before = room
        for index in indices
        where room > 0 && blocks[index][keyPath: shown] < blocks[index][keyPath: wanted] {
          blocks[index][keyPath: shown] += 1
          room -= 1
        }
        if room == before { return }
      }
    }
    share(running, \.shownNames, of: \.names)
    share(running, \.shownItems, of: \.items)
    share(running, \.shownLines, of: \.lines)
    share(ended, \.shownNames, of: \.names)
    return [header()] + blocks.flatMap { $0.rows() }
  }

  /// All steps with all their parts, for the end.
  func finalRows() -> [Row] {
    [header(outcome: outcome)]
      + trace.startedSteps.flatMap { StepRows(step: trace.steps[$0], view: self).finalRows() }
  }

  /// Empty if the build ended before its steps, for instance because it was never solved.
  private var outcome: String {
    let (completed, total) = trace.counts
    if !trace.failedSteps.isEmpty { return " FAILED" }
    if trace.steps.contains(where: \.isCanceled) { return " CANCELED" }
    return completed == total && total > 0 ? " FINISHED" : ""
  }

  private func header(outcome: String = "") -> Row {
    let seconds = trace.started.map { max(now.seconds(since: $0), 0) } ?? 0
    let (completed, total) = trace.counts
    return Row(
      "[+] Building \(fixed(seconds, digits: 1))s (\(completed)/\(total))\(outcome)",
      columns: columns)
  }
}
