import Testing

/// A command of `buildctl` or `docker buildx`, whose help lists its flags.
struct FlagSource: CustomTestStringConvertible {
  /// As the table names it, without the version: `buildctl build`.
  let command: String
  /// The variable with the program, or its folder.
  let variable: String

  var testDescription: String { "\(command) of \(variable)" }

  private static let buildctl = [
    "", "build", "debug workers", "debug info", "debug logs", "debug histories", "debug ctl",
    "debug monitor", "debug dump-llb", "du", "prune", "prune-histories",
  ]
  private static let buildx = [
    "build", "du", "prune", "history ls", "history logs", "history inspect", "history export",
    "history rm",
  ]

  static let all: [FlagSource] =
    ["BENTOKIT_BUILDCTL", "BENTOKIT_NEW_BUILDCTL"].flatMap { variable in
      buildctl.map {
        FlagSource(command: "buildctl" + ($0.isEmpty ? "" : " ") + $0, variable: variable)
      }
    }
    + ["BENTOKIT_TEST_BUILDERS", "BENTOKIT_TEST_NEW_BUILDERS"].flatMap { variable in
      // The older one has no history.
      buildx.filter { variable.contains("NEW") || !$0.hasPrefix("history") }
        .map { FlagSource(command: "buildx " + $0, variable: variable) }
    }

  /// The long flags, but for help and version.
  func flags() async throws -> [String] {
    let place = try IntegrationTests.variable(variable)
    let program = command.hasPrefix("buildctl") ? place : "\(place)/docker buildx"
    let words = command.split(separator: " ").dropFirst().joined(separator: " ")
    let help = try await runShell("\(program) \(words) --help")
    var flags: Set<String> = []
    for line in help.split(separator: "\n") where line.hasPrefix(" ") {
      let words = line.split { $0 == " " || $0 == "," }.prefix { $0.hasPrefix("-") }
      flags.formUnion(words.filter { $0.hasPrefix("--") }.map(String.init))
    }
    return flags.subtracting(["--help", "--version"]).sorted()
  }
}
