package import BuildKit

/// Shows a build as a view that is redrawn in place: each frame is one piece of text that moves the
/// cursor to the top of the frame before and writes over it.
package struct TerminalRenderer: ProgressRenderer {
  private let style: ProgressStyle
  private var trace: BuildTrace
  /// How wide each row of the last frame is, in columns.
  private var drawn: [Int] = []

  package init(style: ProgressStyle) {
    self.style = style
    trace = BuildTrace(logTailLines: max(style.liveErrorLines, style.logLines))
  }

  package var isAnimated: Bool { true }

  package mutating func update(_ status: StatusResponse, at now: Int64) {
    trace.apply(status, at: now)
  }

  package mutating func cancel(at now: Int64) { _ = trace.cancel(at: now) }

  package mutating func draw(at now: Int64, size: TerminalSize) -> String {
    frame(view(at: now, size: size).rows(height: size.rows - 1), size: size)
  }

  package mutating func finish(at now: Int64, size: TerminalSize) -> String {
    let rows = view(at: now, size: size).finalRows()
    return frame(rows, size: size) + ClosingReport(trace).text
  }

  private func view(at now: Int64, size: TerminalSize) -> LiveView {
    // The last column stays free: terminals disagree on what follows once it has been written.
    LiveView(
      trace: trace, style: style, now: trace.daemonTime(at: now), columns: max(size.columns - 1, 1))
  }

  private mutating func frame(_ rows: [Row], size: TerminalSize) -> String {
    // Rows of a terminal that has become narrower since take several lines now.
    let above = drawn.reduce(0) { $0 + max(($1 + size.columns - 1) / size.columns, 1) }
    var text = "\u{1B}[?25l\r"
    if above > 0 { text += "\u{1B}[\(min(above, size.rows - 1))A" }
    for row in rows { text += row.colored(style.colors) + "\u{1B}[K\n" }
    drawn = rows.map(\.text.displayWidth)
    return text + "\u{1B}[J\u{1B}[?25h"
  }
}
