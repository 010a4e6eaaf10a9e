import Bento
import Containerfile

/// A Containerfile of a bento that was made up.
struct MadeContainerfile: Sendable {
  let description: String
  let file: Containerfile

  var text: String { file.text }

  init(
    _ description: String, yaml: String, options: ContainerfileOptions = .init()
  ) throws {
    var warnings: [BentoWarning] = []
    let start = "service: s:S\nname: made\nversion: v1\n"
    let info = try BentoInfo(
      yaml: Array((start + yaml + "\n").utf8), path: "bento.yaml", warnings: &warnings)
    self.description = description
    file = try Containerfile(for: info, options: options)
  }

  /// What a shell gets of each `RUN`, without the flags.
  var commands: [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("RUN ") }.map { line in
      line.split(separator: " ").dropFirst().drop { $0.hasPrefix("--") }.joined(separator: " ")
    }
  }

  /// The text with what comes up to the first `FROM` in the place of the base image.
  func starting(from stages: String, named name: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("FROM ") ? "\(stages)\nFROM \(name) AS base-container" : String(line)
    }.joined(separator: "\n")
  }
}
