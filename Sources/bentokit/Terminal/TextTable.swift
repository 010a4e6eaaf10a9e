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

  /// The narrowest that a column becomes, unless its title is wider.
  private static let narrowest = 10
  /// The widest that a column is to be: a cell that is wider makes only its own row longer, since a
  /// daemon may think of anything.
  private static let widest = 1000

  /// The rows, a line each.
  ///
  /// - Parameter columns: how wide lines should be; nil for as wide as they are. Where there are titles,
  ///   the widest columns but the first, which names the row, are cut if they fit then; else nothing is,
  ///   and the terminal breaks the lines. Names with values are never cut.
  func text(columns: Int?) -> String {
    let widths = widths(columns)
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let isCut = hasHeader && column > 0 && widths[column] < Self.widest
        let cell = isCut ? Self.cut(cell, columns: widths[column]) : cell
        line += cell
        if column < row.count - 1 {
          line += String(repeating: " ", count: max(widths[column] - cell.displayWidth, 0) + 2)
        }
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }
    .joined()
  }

  private func widths(_ columns: Int?) -> [Int] {
    let count = rows.map(\.count).max() ?? 0
    var widths = (0..<count).map { column in
      min(rows.map { column < $0.count ? $0[column].displayWidth : 0 }.max() ?? 0, Self.widest)
    }
    guard let columns else { return widths }
    var excess = widths.reduce(0, +) + 2 * max(count - 1, 0) - columns
    guard hasHeader else {
      // Names that are far apart from their values are hard to read where lines are broken.
      return excess > 0 ? widths.map { _ in 0 } : widths
    }
    let whole = widths
    let least = rows[0].map { max($0.displayWidth, Self.narrowest) }
    while excess > 0,
      let widest = widths.indices.dropFirst().filter({ $0 < least.count && widths[$0] > least[$0] })
        .max(by: { widths[$0] < widths[$1] })
    {
      widths[widest] -= 1
      excess -= 1
    }
    return excess > 0 ? whole : widths
  }

  private static func cut(_ cell: String, columns: Int) -> String {
    cell.displayWidth > columns ? cell.prefix(columns: columns - 1) + "…" : cell
  }
}
