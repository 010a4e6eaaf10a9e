/// A terminal of a few lines that understands what the live view writes, and refuses all else.
struct Screen {
  let columns: Int
  let height: Int
  private(set) var lines: [String] = [""]
  private var row = 0
  private var column = 0
  private(set) var showsCursor = true
  private(set) var failure: String?

  init(columns: Int, height: Int) {
    self.columns = columns
    self.height = height
  }

  /// What is to be seen, without the empty end.
  var text: String {
    var shown = lines[...]
    while shown.last?.isEmpty == true { shown.removeLast() }
    return shown.joined(separator: "\n")
  }

  mutating func write(_ text: String) {
    var rest = Substring(text)
    while let character = rest.popFirst() {
      switch character {
      case "\r": column = 0
      case "\n": newLine()
      case "\r\n":
        newLine()
      case "\u{1B}": escape(&rest)
      default: put(character)
      }
    }
  }

  private mutating func newLine() {
    row += 1
    column = 0
    if row == lines.count { lines.append("") }
  }

  private mutating func put(_ character: Character) {
    if column == columns { newLine() }
    var line = Array(lines[row])
    while line.count <= column { line.append(" ") }
    line[column] = character
    lines[row] = String(line)
    column += 1
  }

  private mutating func escape(_ rest: inout Substring) {
    guard rest.popFirst() == "[", let end = rest.firstIndex(where: \.isLetter) else {
      failure = "not a control sequence"
      return
    }
    let parameters = String(rest[..<end])
    switch rest[end] {
    case "A": row = max(row - (Int(parameters) ?? 1), max(lines.count - height, 0))
    case "K": lines[row] = String(lines[row].prefix(column))
    case "J":
      lines[row] = String(lines[row].prefix(column))
      lines.removeLast(lines.count - row - 1)
    case "l" where parameters == "?25": showsCursor = false
    case "h" where parameters == "?25": showsCursor = true
    case "m": break
    default: failure = "unknown sequence \(parameters)\(rest[end])"
    }
    rest = rest[rest.index(after: end)...]
  }
}
