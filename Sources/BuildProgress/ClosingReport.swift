import BuildKit

/// What is said once a build has ended: the last output of steps that failed, then all warnings.
struct ClosingReport {
  let text: String

  init(_ trace: BuildTrace) {
    var text = ""
    for step in trace.failedSteps where !step.logTail.isEmpty {
      text += "------\n > \(step.name):\n"
      for line in step.logTail.suffix(trace.logTailLines) { text += line.described + "\n" }
      text += "------\n"
    }
    if !trace.warnings.isEmpty {
      let count = trace.warnings.count
      text += "\n\(count) warning\(count == 1 ? "" : "s") found:\n"
      for warning in trace.warnings { text += Self.lines(for: warning) }
    }
    self.text = text
  }

  private static func lines(for warning: VertexWarning) -> String {
    var text = ""
    for (index, line) in warning.report.enumerated() {
      text += (index == 0 ? " - " : "   ") + printable(line) + "\n"
    }
    return text
  }
}
