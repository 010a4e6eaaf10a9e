import Bento
import BentoContainer

/// Options of the library's `build`, and the command lines that they become.
struct ArgvGroup: ConformanceGroup {
  let name = "argv"

  func compare(_ recording: Recording) async throws -> Outcome {
    var outcome = Outcome()
    let programs = try StandInPrograms(in: recording.folder)
    for recorded in try recording.read("argv.json", as: [ArgvCase].self) {
      outcome.add(recorded.id, differences: try differences(recorded, programs))
    }
    return outcome
  }

  private func differences(
    _ recorded: ArgvCase, _ programs: StandInPrograms
  ) throws -> [String] {
    let arguments = try recorded.arguments()
    var expected = ArgvExpectation(recorded)
    for rule in ArgvRule.all { rule.mend(recorded, arguments, &expected) }
    let planned: FlagList
    do {
      planned = try plan(recorded, arguments, programs)
    } catch {
      return expected.flags == nil ? [] : ["refused: \(error); expected \(expected)"]
    }
    guard let flags = expected.flags else { return ["expected a refusal, planned \(planned)"] }
    return planned.differences(from: flags) + environment(recorded, arguments)
  }

  private func plan(
    _ recorded: ArgvCase, _ arguments: KeywordArguments, _ programs: StandInPrograms
  ) throws -> FlagList {
    let version = recorded.environ?["FAKE_BUILDX_VERSION"].map { answer in
      answer.split(separator: " ").dropFirst().first.map(String.init) ?? answer
    }
    let folder = recorded.environ?["PATH"] == nil ? programs.all : programs.withoutDocker
    let words = try CommandLinePreview.words(
      arguments.backend, arguments.given(), imageTags: [], version: version,
      environment: { $0 == "PATH" ? folder : nil }, in: "<CWD>"
    )
    let isProgram = arguments.backend is any ProcessBackend
    let placed = words.map { $0.hasPrefix("<context>") ? "/ctx" + $0.dropFirst(9) : $0 }
    let command = (arguments.backend as? any ProcessBackend)?.command.count ?? 0
    return FlagList(Array(placed.dropFirst(command)), hasLast: isProgram)
  }

  /// The program, its words before the options, and the variables that it gets.
  private func environment(_ recorded: ArgvCase, _ arguments: KeywordArguments) -> [String] {
    guard let backend = arguments.backend as? any ProcessBackend, let full = recorded.full,
      let words = full.argv
    else { return [] }
    var differences: [String] = []
    let sudo = recorded.isOn("_run_as_root") ? ["sudo"] : []
    let start = sudo + ["<BIN>/\(backend.program)"] + backend.command
    if !words.starts(with: start) { differences.append("begins with \(start), not \(words)") }
    let added = backend.environmentDefaults.filter { recorded.environ?[$0.key] == nil }
    if let expected = full.env_added, expected != added {
      differences.append("variables: expected \(expected), planned \(added)")
    }
    return differences
  }
}

/// What a command line is to be; a refusal where there are no flags.
struct ArgvExpectation {
  var flags: FlagList?

  init(_ recorded: ArgvCase) {
    flags = recorded.argv.map { words in
      FlagList(words, hasLast: recorded.backend != "buildctl")
    }
  }
}
