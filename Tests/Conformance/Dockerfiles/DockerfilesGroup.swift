import Bento
import Containerfile

/// The Dockerfiles of bentos of every kind, in every variant that was recorded.
struct DockerfilesGroup: ConformanceGroup {
  let name = "dockerfiles"

  func compare(_ recording: Recording) throws -> Outcome {
    try DockerfileMending.checkCompleteness()
    let cases = try recording.read("dockerfiles.json", as: [String: RecordedDockerfiles].self)
    let store = BentoStore(home: "\(recording.folder)/bentoml-home")
    var outcome = Outcome()
    for (name, recorded) in cases.sorted(by: { $0.key < $1.key }) {
      let bento = Result { () throws(BentoError) in try store.bento(named: recorded.tag) }
      for variant in DockerfileVariant.allCases {
        guard let said = recorded.variants[variant.rawValue] else { continue }
        let expected = DockerfileMending.expectation(
          of: said, bento: try? bento.get(), variant: variant)
        outcome.add(
          "\(name) \(variant.rawValue)",
          differences: expected.differences(to: Self.outcome(of: bento, variant)))
      }
    }
    return outcome
  }

  private static func outcome(
    of bento: Result<Bento, BentoError>, _ variant: DockerfileVariant
  ) -> DockerfileOutcome {
    do {
      let file = try Containerfile(
        for: bento.get(), options: variant.options, environment: { _ in nil })
      return .instructions(Instructions.of(file.text))
    } catch let error as BentoError {
      return .failure(kind: error.kind.rawValue, message: "\(error)")
    } catch let error as ContainerfileError {
      return .failure(kind: error.kind.rawValue, message: "\(error)")
    } catch {
      return .failure(kind: "other", message: "\(error)")
    }
  }
}
