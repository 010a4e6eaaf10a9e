import BuildKit
import BuildProgress

/// A failed build in words: one line, then the place in the Dockerfile.
enum FailedBuild {
  /// How many lines around the place are shown.
  private static let context = 2

  static func describe(_ error: BuildError) -> String {
    var text = printable(error.message)
    if let step = error.step, !step.name.isEmpty { text = "\(printable(step.name)): \(text)" }
    // The innermost place is where it went wrong; the outer ones led there.
    if let source = error.sources.last { text += "\n" + excerpt(source) }
    return text
  }

  static func excerpt(_ source: SourceExcerpt) -> String {
    let lines = source.data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let named = source.ranges.reduce(into: Set<Int>()) { named, range in
      // Bounded, since the numbers come from the wire.
      let last = min(range.end.line, lines.count)
      if range.start.line <= last { named.formUnion(max(range.start.line, 1)...max(last, 1)) }
    }
    let filename = printable(source.filename)
    guard let first = named.min(), let last = named.max() else { return filename }
    var text = "\(filename):\(first)"
    for number in max(1, first - context)...min(lines.count, last + context) {
      let line = String(decoding: lines[number - 1], as: UTF8.self)
      text += "\n\(named.contains(number) ? " >" : "  ") \(pad(number)) | \(printable(line))"
    }
    return text
  }

  private static func pad(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, 4 - text.count)) + text
  }
}
