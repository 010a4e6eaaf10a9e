import Bento
import Containerfile

/// Turns what was recorded into what is expected, by rules for BentoML's defects. A rule goes by what
/// the bento holds, never by its name.
enum DockerfileMending {
  /// One defect, mended.
  struct Rule: Sendable {
    /// The id of the ``ContainerfileDeviation``.
    let deviation: String
    let mend: @Sendable (inout DockerfileExpectation, Situation) -> Void

    init(
      _ deviation: String,
      _ mend: @escaping @Sendable (inout DockerfileExpectation, Situation) -> Void
    ) {
      self.deviation = deviation
      self.mend = mend
    }

    /// A rule for bentos of the first format that gave instructions.
    static func v1(
      _ deviation: String,
      _ mend: @escaping @Sendable (inout [String], LegacyImageOptions, Situation) -> Void
    ) -> Rule {
      Rule(deviation) { expectation, situation in
        guard case .v1(let image) = situation.bento.info.image,
          case .instructions(var lines) = expectation
        else { return }
        mend(&lines, image, situation)
        expectation = .instructions(lines)
      }
    }

    /// A rule for bentos of the second format that gave instructions.
    static func v2(
      _ deviation: String,
      _ mend: @escaping @Sendable (inout [String], ImageOptions, Situation) -> Void
    ) -> Rule {
      Rule(deviation) { expectation, situation in
        guard case .v2(let image) = situation.bento.info.image,
          case .instructions(var lines) = expectation
        else { return }
        mend(&lines, image, situation)
        expectation = .instructions(lines)
      }
    }
  }

  /// What was asked for.
  struct Situation {
    let bento: Bento
    let variant: DockerfileVariant
    var buildKit: Bool { variant.options.buildKit }
    var features: [String] { variant.options.features }

    /// The variables of a stage.
    func envs(_ stage: EnvironmentEntry.Stage) -> [EnvironmentEntry] {
      bento.info.envs.filter { $0.stage == stage }
    }
  }

  /// All rules, in the order in which they are applied.
  static let rules: [Rule] =
    refusals + legacyRules + currentRules + [features]

  /// Deviations that no recorded instruction shows.
  private static let invisible: Set<String> = ["D30", "D34", "D42"]

  /// What is expected where this was recorded.
  static func expectation(
    of recorded: RecordedDockerfiles.Variant, bento: Bento?, variant: DockerfileVariant
  ) -> DockerfileExpectation {
    var expectation: DockerfileExpectation
    if let failure = recorded.error {
      expectation = RecordedFailures.expectation(of: failure, isLoaded: bento != nil)
    } else {
      expectation = .instructions(recorded.instructions ?? [])
    }
    guard let bento else { return expectation }
    let situation = Situation(bento: bento, variant: variant)
    if let failure = recorded.error { mendFailure(&expectation, failure, situation) }
    for rule in rules { rule.mend(&expectation, situation) }
    return expectation
  }

  /// Every deviation has a rule or shows nowhere, and every rule belongs to one.
  static func checkCompleteness() throws {
    let ids = Set(ContainerfileDeviation.all.map(\.id))
    let mended = Set(rules.map(\.deviation)).union(mendedFailures).union(invisible)
    let odd = ids.symmetricDifference(mended).sorted()
    guard odd.isEmpty else { throw Incomplete(ids: odd) }
  }

  struct Incomplete: Error, CustomStringConvertible {
    let ids: [String]
    var description: String { "deviations and rules don't match: \(ids.joined(separator: ", "))" }
  }
}
