import Bento
import BentoContainer
import FileTree

/// Build contexts, path by path, as the builder would be sent them; and why some bentos have none.
struct ContextGroup: ConformanceGroup {
  let name = "contexts"

  func compare(_ recording: Recording) throws -> Outcome {
    let recorded = try recording.read("contexts.json", as: [String: [ContextFile]].self)
    let cases = try recording.read("dockerfiles.json", as: [String: ContextCase].self)
    var outcome = Outcome()
    for (name, files) in recorded.sorted(by: { $0.key < $1.key }) {
      guard let tag = cases[name]?.tag else {
        outcome.add(name, differences: ["dockerfiles.json doesn't tell its tag"])
        continue
      }
      outcome.add(name, differences: differences(tag, files, recording))
    }
    for (name, bento) in cases.sorted(by: { $0.key < $1.key }) where recorded[name] == nil {
      guard let error = bento.error, let refusal = ContextRefusal(error) else { continue }
      outcome.add(name, differences: differences(bento.tag, refusal, recording))
    }
    return outcome
  }

  private func differences(
    _ tag: String, _ recorded: [ContextFile], _ recording: Recording
  ) -> [String] {
    do {
      let context = try context(of: tag, recording)
      let expected = ContextMending.mended(recorded, context.bento.info)
      return ContextComparison.differences(
        expected: expected, found: try ContextFile.files(in: FileTree(context)))
    } catch {
      return ["expected a context, found \(error)"]
    }
  }

  private func differences(
    _ tag: String, _ refusal: ContextRefusal, _ recording: Recording
  ) -> [String] {
    do throws(BentoError) {
      let context = try context(of: tag, recording)
      return ["expected an error that names \(refusal.words), found \(context.bento.tag)"]
    } catch {
      let missing = refusal.words.filter { !"\(error)".contains($0) }
      let isKind = refusal.kinds.contains(error.kind)
      return isKind && missing.isEmpty
        ? [] : ["expected \(refusal.kinds) naming \(refusal.words), found \(error.kind): \(error)"]
    }
  }

  private func context(
    of tag: String, _ recording: Recording
  ) throws(BentoError) -> ContextDescription {
    let home = "\(recording.folder)/bentoml-home"
    return try BentoStore(home: home).bento(named: tag).context(
      models: ModelStore(home: home), hub: HubCache(folder: "\(recording.folder)/hf-cache"),
      // Nothing is fetched: no program is found.
      fetch: HubFetch(environment: { _ in nil }))
  }
}
