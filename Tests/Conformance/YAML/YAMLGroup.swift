import Bento

/// YAML documents, and what PyYAML's safe loader makes of them; see `Scripts/compare-yaml`.
struct YAMLGroup: ConformanceGroup {
  let name = "yaml"

  private struct Document: Decodable {
    let document: String
    let value: YAMLShape?
    let error: String?
  }

  func compare(_ recording: Recording) throws -> Outcome {
    var outcome = Outcome()
    for document in try recording.read("yaml.json", as: [Document].self) {
      outcome.add(document.document.debugDescription, differences: differences(document))
    }
    return outcome
  }

  private func differences(_ document: Document) -> [String] {
    let expected = YAMLMending.expected(document.document, document.value)
    do throws(BentoError) {
      let node = try YAMLFile.root(in: Array(document.document.utf8), of: "document")
      let found = node.map(YAMLShape.init) ?? .empty
      guard let expected else {
        if let error = document.error, YAMLMending.isRead(document.document, despite: error) {
          return []
        }
        return ["expected an error (\(document.error ?? "ours")), found \(found)"]
      }
      return expected == found ? [] : ["expected \(expected), found \(found)"]
    } catch {
      return expected == nil || YAMLMending.isRefused(document.document, error)
        ? [] : ["expected \(expected ?? .empty), found \(error)"]
    }
  }
}
