import BuildKit

/// Keeps the progress of items from filling the screen: an item is printed when it starts, when it
/// ends, and in between after five seconds or a twentieth of the way.
struct ItemThrottle: Sendable {
  private struct Key: Hashable {
    var step: Int
    var item: String
  }

  private var last: [Key: VertexStatus] = [:]

  /// Whether an item's news is worth a line; if so, it is taken for printed.
  mutating func lets(_ item: StepItem, of step: Int) -> Bool {
    let key = Key(step: step, item: item.status.id)
    if let last = last[key], !isWorthALine(item.status, after: last) { return false }
    last[key] = item.status
    return true
  }

  private func isWorthALine(_ status: VertexStatus, after last: VertexStatus) -> Bool {
    if status.completed != nil { return last.completed == nil }
    if status.total > 0,
      Double(status.current) - Double(last.current) >= Double(status.total) / 20
    {
      return true
    }
    guard let time = status.timestamp, let lastTime = last.timestamp else { return false }
    return time.seconds(since: lastTime) >= 5
  }
}

extension StepItem {
  /// Its progress on one line.
  var described: String {
    var text = name
    if !amount.isEmpty { text += " " + amount }
    let seconds = seconds(
      at: status.timestamp ?? status.started ?? Timestamp(nanosecondsSince1970: 0))
    if seconds > 0.01 { text += " " + fixed(seconds, digits: 1) + "s" }
    return isCompleted ? text + " done" : text
  }
}
