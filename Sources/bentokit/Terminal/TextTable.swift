import BuildProgress

/// Columns of text, as wide as their widest cell.
struct TextTable {
  private var rows: [[String]]
  private let hasHeader: Bool

  /// A table with titles above its columns, or with none.
  init(_ titles: [String] = []) {
    hasHeader = !titles.isEmpty
    rows = titles.isEmpty ? [] : [titles]
  }

  /// Whether there are no rows but the titles.
  var isEmpty: Bool { rows.count == (hasHeader ? 1 : 0) }

  /// Adds a row; what would steer a terminal is left out of its cells.
  mutating func add(_ cells: [String]) { rows.append(cells.map { printable($0) }) }

  /// Adds a row with a name and what belongs to it, unless that is missing or empty.
  mutating func add(_ name: String, _ value: String?) {
    if let value, !value.isEmpty { add([name + ":", value]) }
  }

  /// The rows, a line each.
  ///
  /// - Parameter columns: how wide lines may be; nil for as wide as they are.
  func text(columns: Int?) -> String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? $0[column].displayWidth : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        line += cell
        if column < row.count - 1 {
          line += String(repeating: " ", count: widths[column] - cell.displayWidth + 2)
        }
      }
      return Self.cut(line, columns: columns) + "\n"
    }
    .joined()
  }

  /// The line without blanks at its end, cut to the width.
  static func cut(_ line: String, columns: Int?) -> String {
    var line = line
    if let columns, line.displayWidth > columns { line = line.prefix(columns: columns - 1) + "…" }
    while line.last == " " { line.removeLast() }
    return line
  }
}
