extension VertexWarning {
  /// The warning for people, a line each: what it is about and where, what more there is to say, where
  /// to read about it, and the lines of the source.
  ///
  /// Its texts come from frontends, and may hold what steers a terminal.
  public var report: [String] {
    var headline = short
    if let source {
      let line = source.firstLine ?? source.ranges.first?.start.line
      headline += " (\(source.filename)\(line.map { ":\($0)" } ?? ""))"
    }
    var lines = [headline] + detail
    if !url.isEmpty { lines.append(url) }
    for line in source?.lines(around: 0, atMost: 5) ?? [] {
      lines.append("\(line.number) | \(line.text)")
    }
    return lines
  }
}
