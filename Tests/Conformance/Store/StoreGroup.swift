import Bento

/// Look-ups in a store: which bento a text finds, or why none.
struct StoreGroup: ConformanceGroup {
  let name = "store"

  func compare(_ recording: Recording) throws -> Outcome {
    let home = "\(recording.folder)/store-home"
    let store = BentoStore(home: home)
    var outcome = Outcome()
    for query in try recording.read("store.json", as: [StoreQuery].self) {
      outcome.add(query.query.debugDescription, differences: differences(query, in: store, home))
    }
    return outcome
  }

  private func differences(_ query: StoreQuery, in store: BentoStore, _ home: String) -> [String] {
    let expected = StoreMending.expected(query, home: home)
    do throws(BentoError) {
      let bento = try store.bento(named: query.query)
      let lowered = bento.warnings.count { $0.kind == .lowercased }
      guard case .found(let tag, let path) = expected else {
        return ["expected \(expected), found \(bento.tag) at \(bento.path)"]
      }
      var differences: [String] = []
      if bento.tag.description != tag { differences.append("expected \(tag), found \(bento.tag)") }
      if bento.path != "\(home)/\(path)" {
        differences.append("expected \(path), found \(bento.path)")
      }
      if lowered != query.log?.count ?? 0 {
        differences.append("expected \(query.log ?? []), found \(bento.warnings)")
      }
      return differences
    } catch {
      guard case .failed(let kinds, let words) = expected, kinds.contains(error.kind),
        words.allSatisfy("\(error)".contains)
      else { return ["expected \(expected), found \(error.kind): \(error)"] }
      return []
    }
  }
}
