extension SourceExcerpt {
  /// A line of the file.
  public struct Line: Hashable, Sendable {
    /// Counted from 1.
    public var number: Int
    /// Without its end; what is not UTF-8 is replaced.
    public var text: String
    /// Whether it is in one of the ranges.
    public var isMarked: Bool
  }

  /// The line where the first range begins; nil where no range is within the file.
  public var firstLine: Int? { lines(around: 0, atMost: 1).first?.number }

  /// The lines of the ranges with some before and after, in their order.
  ///
  /// - Parameters:
  ///   - context: how many lines before the first and after the last to add.
  ///   - most: the most lines of all; a `RUN` may be thousands of lines long.
  public func lines(around context: Int = 2, atMost most: Int = 24) -> [Line] {
    let all = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // Bounded, since the numbers come from the wire.
    let marked = ranges.map { max($0.start.line, 1)...max($0.end.line, $0.start.line, 1) }
      .filter { $0.lowerBound <= all.count }
    guard let first = marked.map(\.lowerBound).min(), let last = marked.map(\.upperBound).max()
    else { return [] }
    let start = max(1, first - context)
    let end = min(all.count, min(last, all.count) + context, start + most - 1)
    return (start...end).map { number in
      Line(
        number: number, text: String(decoding: all[number - 1], as: UTF8.self),
        isMarked: marked.contains { $0.contains(number) })
    }
  }

  /// The file's name with the line, then the lines themselves with their numbers, those of the ranges
  /// marked.
  public func text(around context: Int = 2) -> String {
    let lines = lines(around: context)
    var text = filename.split(whereSeparator: \.isNewline).joined(separator: " ")
    if let first = lines.first(where: \.isMarked)?.number { text += ":\(first)" }
    for line in lines {
      let number = String(line.number)
      let padding = String(repeating: " ", count: max(0, 4 - number.count))
      text += "\n\(line.isMarked ? " >" : "  ") \(padding)\(number) | \(line.text)"
    }
    return text
  }
}
