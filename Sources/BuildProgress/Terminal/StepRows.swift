import BuildKit

/// What the live view shows of one step.
struct StepRows {
  let step: Step
  let view: LiveView

  var shownNames = 0
  var shownItems = 0
  var shownLines = 0

  init(step: Step, view: LiveView) {
    self.step = step
    self.view = view
  }

  /// How many rows there are to show of each kind.
  var names: Int { 1 }
  var items: Int { runningItems.count }
  var lines: Int { step.logTail.count + (step.log.unfinished.isEmpty ? 0 : 1) }

  private var runningItems: [StepItem] { step.items.filter { !$0.isCompleted } }

  func rows() -> [Row] {
    guard shownNames > 0 else { return [] }
    return [name] + runningItems.suffix(shownItems).map(row) + output
  }

  func finalRows() -> [Row] { [name] + step.items.map(row) }

  private var name: Row {
    let (word, look): (String, Row.Look) =
      if step.isCanceled {
        ("CANCELED ", .canceled)
      } else if step.isFailed {
        ("ERROR ", .failed)
      } else if step.isCached {
        ("CACHED ", .completed)
      } else {
        ("", step.isCompleted ? .completed : .normal)
      }
    return Row(
      prefix: " => ", name: word + printable(step.name),
      time: time(step.runTime.seconds(at: view.now)),
      columns: view.columns, look: look)
  }

  private func row(_ item: StepItem) -> Row {
    Row(
      prefix: " => => ", name: item.name, amount: item.amount,
      time: time(item.seconds(at: view.now)), columns: view.columns,
      look: item.isCompleted ? .completed : .normal)
  }

  private var output: [Row] {
    let unfinished = step.log.unfinished
    let lines = step.logTail.map(\.text) + (unfinished.isEmpty ? [] : [unfinished])
    return lines.suffix(shownLines).map {
      Row(" => => # " + $0.expandingTabs, columns: view.columns, look: .faint)
    }
  }

  private func time(_ seconds: Double) -> String { " " + fixed(seconds, digits: 1) + "s" }
}
