/// One kind of recorded behaviour.
protocol ConformanceGroup: Sendable {
  /// The word that begins the group's line in the report.
  var name: String { get }

  /// Does what was recorded, and compares.
  ///
  /// - Throws: an error if the recording can't be read.
  func compare(_ recording: Recording) async throws -> Outcome
}

/// How much of a group is equal.
struct Outcome {
  private(set) var equal = 0
  private(set) var total = 0
  /// What isn't, each with the name of its case.
  private(set) var differences: [String] = []

  /// Counts one case.
  ///
  /// - Parameter differences: what of it differs; empty if nothing does.
  mutating func add(_ name: String, differences: [String]) {
    total += 1
    if differences.isEmpty { equal += 1 }
    self.differences += differences.map { "\(name): \($0)" }
  }
}
