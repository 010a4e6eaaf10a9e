/// What has to come out.
enum DockerfileExpectation {
  /// These instructions.
  case instructions([String])
  /// Instructions that nothing was recorded of, these among them.
  case rendering(including: [String])
  /// An error of one of these kinds, whose message has these words.
  case failure(kinds: [String], naming: [String])

  /// What differs from it; nothing if all is as expected.
  func differences(to outcome: DockerfileOutcome) -> [String] {
    switch (self, outcome) {
    case (.instructions(let expected), .instructions(let found)):
      return Self.differences(expected, found)
    case (.rendering(let expected), .instructions(let found)):
      return expected.filter { !found.contains($0) }.map { "- \($0)" }
    case (.failure(let kinds, let words), .failure(let kind, let message)):
      guard kinds.contains(kind) else {
        return [
          "expected an error of kind \(kinds.joined(separator: " or ")), got \(kind): \(message)"
        ]
      }
      let missing = words.filter { !message.lowercased().contains($0.lowercased()) }
      return missing.map { "the error doesn't name \($0): \(message)" }
    case (.instructions, .failure(let kind, let message)),
      (.rendering, .failure(let kind, let message)):
      return ["expected instructions, got an error of kind \(kind): \(message)"]
    case (.failure(let kinds, _), .instructions):
      return ["expected an error of kind \(kinds.joined(separator: " or ")), got instructions"]
    }
  }

  private static func differences(_ expected: [String], _ found: [String]) -> [String] {
    let changes = found.difference(from: expected)
    return changes.map { change in
      switch change {
      case .remove(let place, let line, _): "- \(place): \(line)"
      case .insert(let place, let line, _): "+ \(place): \(line)"
      }
    }
  }
}

/// What came out here.
enum DockerfileOutcome {
  case instructions([String])
  case failure(kind: String, message: String)
}
