extension BuildError {
  /// All that is known, for people, without an end of line at the end: what failed and its code; the
  /// place in the Dockerfile; the end of the step's output; what can be done. One line where there is
  /// neither step nor place.
  ///
  /// Its texts come from daemons and registries, and may hold what steers a terminal; ends of lines within
  /// them become spaces.
  ///
  /// - Parameter withOutput: whether the end of the step's output is told; not needed where it has
  ///   been shown already.
  public func report(withOutput: Bool = true) -> String {
    var headline = Self.oneLine(message)
    if let step, !step.name.isEmpty {
      let name = Self.oneLine(step.name)
      headline = "\(name): \(name.contains("RUN ") ? Self.withoutCommand(headline) : headline)"
    }
    // The innermost place is where it went wrong; the outer ones led there.
    let place = sources.last?.text()
    let output = withOutput ? step?.logTail ?? [] : []
    guard place != nil || !output.isEmpty else {
      return headline + (advice.map { "; \($0)" } ?? "") + " (\(code))"
    }
    var text = "\(headline) (\(code))"
    if let place { text += "\n" + place }
    if !output.isEmpty {
      text += "\nthe end of its output:"
      for line in output { text += "\n     | " + Self.oneLine(line) }
    }
    if let advice { text += "\ntry: " + advice }
    return text
  }

  /// What a daemon says of a command that failed, without the command: the step is named by it.
  private static func withoutCommand(_ message: String) -> String {
    let end = "\" did not complete successfully"
    guard message.hasPrefix("process \""), let found = message.ranges(of: end).last else {
      return message
    }
    return "the command\(message[found.lowerBound...].dropFirst())"
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
