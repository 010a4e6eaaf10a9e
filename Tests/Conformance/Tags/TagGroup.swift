import Bento

/// Texts read as tags: what they become, or that they are refused and why.
struct TagGroup: ConformanceGroup {
  let name = "tags"

  private struct File: Decodable {
    let tags: [TagCase]
  }

  func compare(_ recording: Recording) throws -> Outcome {
    var outcome = Outcome()
    for tagCase in try recording.read("tags.json", as: File.self).tags {
      outcome.add(tagCase.name, differences: differences(tagCase))
    }
    return outcome
  }

  private func differences(_ tagCase: TagCase) -> [String] {
    let expected = TagMending.mended(tagCase)
    let found = Found(tagCase.input)
    switch (expected.result, found.tag) {
    case (let result?, let tag?):
      let same =
        tag.name == result.name && tag.version == result.version && tag.description == result.str
        && tag.path == result.path
      let difference = same ? [] : ["expected \(result), found \(tag)"]
      return difference + warnings(expected.log ?? [], found.warnings)
    case (nil, let tag?): return ["expected an error, found \(tag)"]
    case (let result?, nil): return ["expected \(result), found \(found.failure ?? "nothing")"]
    case (nil, nil):
      let kinds = TagMending.kinds(of: tagCase)
      guard let kind = found.kind, kinds.contains(kind) else {
        return ["expected one of \(kinds), found \(found.failure ?? "nothing")"]
      }
      return []
    }
  }

  private func warnings(_ log: [String], _ warnings: [BentoWarning]) -> [String] {
    let lowered = warnings.filter { $0.kind == .lowercased }
    return log.count == lowered.count
      ? [] : ["expected \(log.count) warnings, found \(lowered.map(\.message))"]
  }

  /// What a text becomes here.
  private struct Found {
    private(set) var tag: BentoTag?
    private(set) var warnings: [BentoWarning] = []
    private(set) var kind: BentoError.Kind?
    private(set) var failure: String?

    init(_ input: TagCase.Input) {
      do throws(BentoError) {
        switch input {
        case .text(let text): (tag, warnings) = try BentoTag.parse(text)
        case .parts(let name, let version): tag = try BentoTag(name: name, version: version)
        }
      } catch {
        kind = error.kind
        failure = "\(error)"
      }
    }
  }
}
