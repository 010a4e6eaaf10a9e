/// A line of the live view.
struct Row: Hashable, Sendable {
  enum Look: Hashable, Sendable {
    case normal
    case completed
    case canceled
    case failed
    case faint
  }

  var text: String
  var look = Look.normal

  /// A line of text, cut to the width.
  init(_ text: String, columns: Int, look: Look = .normal) {
    self.text = text.prefix(columns: columns)
    self.look = look
  }

  /// A line with a name at the left and a time at the right; between them, if there is room, an
  /// amount.
  init(prefix: String, name: String, amount: String = "", time: String, columns: Int, look: Look) {
    var room = columns - prefix.displayWidth - time.displayWidth - 1
    var amount = amount.isEmpty ? "" : " " + amount
    if room - amount.displayWidth < min(name.displayWidth, 12) { amount = "" }
    room -= amount.displayWidth
    guard room > 0 else {
      self.init(prefix + name, columns: columns, look: look)
      return
    }
    let left = prefix + name.prefix(columns: room) + amount
    let gap = columns - left.displayWidth - time.displayWidth
    self.init(
      left + String(repeating: " ", count: max(gap, 1)) + time, columns: columns, look: look)
  }

  /// With the sequences that colour it.
  func colored(_ colors: ProgressColors?) -> String {
    guard let colors else { return text }
    let parameters =
      switch look {
      case .normal: ""
      case .completed: colors.run
      case .canceled: colors.cancel
      case .failed: colors.error
      case .faint: "2"
      }
    return parameters.isEmpty ? text : "\u{1B}[\(parameters)m\(text)\u{1B}[0m"
  }
}
