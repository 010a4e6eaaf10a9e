/// Puts a step's output, which comes in pieces cut anywhere, together to lines.
struct LogLines: Sendable {
  /// A line longer than this, in bytes, is broken.
  static let longest = 64 << 10

  private var partial: [UInt8] = []

  /// Whether no line has begun that hasn't ended.
  var isEmpty: Bool { partial.isEmpty }

  /// The line that hasn't ended yet, fit to be shown; empty if there is none.
  var unfinished: String { Self.shown(partial) }

  /// Takes in a piece of output and returns the lines that it ends.
  mutating func append(_ data: [UInt8]) -> [String] {
    var lines: [String] = []
    for run in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if run.offset > 0 { lines.append(end()) }
      partial += run.element
      if partial.count > Self.longest { lines.append(end()) }
    }
    return lines
  }

  /// Ends the line that hasn't ended yet, if there is one.
  mutating func flush() -> String? { partial.isEmpty ? nil : end() }

  private mutating func end() -> String {
    defer { partial.removeAll(keepingCapacity: true) }
    return Self.shown(partial)
  }

  /// What a terminal would show of a line: what was written after the last return to its start.
  private static func shown(_ line: [UInt8]) -> String {
    var line = line[...]
    while line.last == 0x0D { line.removeLast() }
    if let carriageReturn = line.lastIndex(of: 0x0D) { line = line[(carriageReturn + 1)...] }
    return printable(String(decoding: line, as: UTF8.self), keepsTabs: true)
  }
}
