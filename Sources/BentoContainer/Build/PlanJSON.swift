import BuildKit
import FoundationEssentials

/// Writes plans as JSON, keys in alphabetical order.
enum PlanJSON {
  static func text(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Strings, numbers and collections of them always encode.
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}

/// A run of a program, as JSON: what stands for the context and for secrets is in angle brackets.
struct PlannedCommand: Encodable {
  let kind = "process"
  let backend: String
  let bento: String
  let imageNames: [String]
  let features: [String]
  let command: [String]
  let environmentDefaults: [String: String]
  let notes: [String]
  let secrets: [String]

  init(_ build: ProcessBuild) {
    backend = build.backend
    bento = "\(build.tag)"
    features = build.features
    imageNames = build.imageNames
    command = build.plan.words
    environmentDefaults = build.plan.defaultEnvironment
    notes = build.notes
    secrets = build.plan.pendingSecrets.map(\.id) + build.plan.secrets.map(\.id)
  }

  var json: String { PlanJSON.text(self) }
}
