import BentoContainer
import Glibc
import Subprocess
import SystemPackage

/// The command lines of the recorded options, read by the real programs' own parsers: with `--help` in
/// front of the context a program reads all flags and their values, and builds nothing.
///
/// Needs the programs of `Scripts/environment`, so it is compared only when it is named.
struct ParserGroup: ConformanceGroup {
  let name = "parsers"

  func compare(_ recording: Recording) async throws -> Outcome {
    guard let folder = getenv("BENTOKIT_TEST_BUILDERS").map({ String(cString: $0) }) else {
      throw Recording.Unreadable(
        path: "BENTOKIT_TEST_BUILDERS", reason: "run Scripts/environment up, and use its env")
    }
    var outcome = Outcome()
    for recorded in try recording.read("argv.json", as: [ArgvCase].self) {
      let arguments = try recorded.arguments()
      guard let backend = arguments.backend as? any ProcessBackend,
        access("\(folder)/\(backend.program)", X_OK) == 0, let words = words(recorded, arguments)
      else { continue }
      let answer = try await Self.answer("\(folder)/\(backend.program)", words)
      outcome.add(recorded.id, differences: answer.map { ["\($0): \(words)"] } ?? [])
    }
    return outcome
  }

  /// The planned words; nil where the options are refused. What a backend doesn't declare is the user's
  /// own word, and left out.
  private func words(_ recorded: ArgvCase, _ arguments: KeywordArguments) -> [String]? {
    guard let given = try? arguments.given() else { return nil }
    var declared: AdditionalOptions = [:]
    for option in given.elements where arguments.declares(option.name) {
      declared[option.name] = option.value
    }
    return try? CommandLinePreview.words(
      arguments.backend, declared, imageTags: ["name"], version: nil, environment: { _ in nil },
      in: "/caller")
  }

  /// Flags that docker has only where BuildKit is off.
  private static let withoutBuildKit = ["--disable-content-trust"]

  /// What a program says of its arguments; nil if it takes them.
  private static func answer(_ program: String, _ words: [String]) async throws -> String? {
    let isOff = words.contains { withoutBuildKit.contains(String($0.prefix { $0 != "=" })) }
    let record = try await Subprocess.run(
      .path(FilePath(program)),
      arguments: Arguments(words.dropLast() + ["--help"] + words.suffix(1)),
      environment: isOff ? .inherit.updating(["DOCKER_BUILDKIT": "0"]) : .inherit,
      output: .discarded, error: .string(limit: 1 << 16))
    guard !record.terminationStatus.isSuccess else { return nil }
    return record.standardError.split(separator: "\n").first.map(String.init) ?? "fails"
  }
}
