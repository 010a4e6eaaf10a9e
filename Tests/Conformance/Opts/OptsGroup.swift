import BentoContainer
import FoundationEssentials

/// What `--opt` and the older options of the command line mean.
struct OptsGroup: ConformanceGroup {
  let name = "opts"

  /// Older options that are none of bentokit's own; the others are in its help and need no hint.
  private static let hinted = ["builder"]

  func compare(_ recording: Recording) async throws -> Outcome {
    var outcome = Outcome()
    let home = try OneBentoHome(in: recording.folder)
    for recorded in try recording.read("opts.json", as: [OptsCase].self) {
      outcome.add(
        recorded.args.joined(separator: " "), differences: try await differences(recorded, home))
    }
    return outcome
  }

  private func differences(_ recorded: OptsCase, _ home: OneBentoHome) async throws -> [String] {
    var expected = OptsExpectation(recorded)
    for rule in OptsRule.all { rule.mend(recorded, &expected) }
    let run = try await home.run(recorded.args, recorded.env)
    if recorded.args == ["-h"] { return run.exitCode == 0 ? [] : ["exit \(run.exitCode)"] }
    if let same = expected.sameAs {
      let other = try await home.run(same, recorded.env)
      return run.exitCode == other.exitCode && run.output == other.output
        ? [] : ["planned \(run.output)\(run.errors), not \(other.output)\(other.errors)"]
    }
    guard let arguments = expected.arguments else {
      return run.exitCode > 0 && run.output.isEmpty ? [] : ["expected a refusal: \(run.output)"]
    }
    guard run.exitCode == 0 else { return ["refused: \(run.errors)"] }
    return try differences(run, expected, arguments, home) + hints(recorded, run)
  }

  private func differences(
    _ run: CommandRun, _ expected: OptsExpectation, _ arguments: [String: PythonValue],
    _ home: OneBentoHome
  ) throws -> [String] {
    let plan = try JSONDecoder().decode(Plan.self, from: Data(run.output.utf8))
    var differences: [String] = []
    if plan.backend != expected.backend { differences.append("backend \(plan.backend)") }
    if plan.features != expected.features { differences.append("features \(plan.features)") }
    let keywords = KeywordArguments(
      backend: try backend(named: expected.backend), values: arguments)
    let words = try CommandLinePreview.words(
      keywords.backend, keywords.given(), imageTags: expected.imageTags ?? ["svc:v1"], version: nil,
      environment: { $0 == "PATH" ? home.programs.all : nil }, in: home.folder)
    let isProgram = keywords.backend is any ProcessBackend
    let isRoot = arguments["_run_as_root"] == .bool(true)
    if (plan.command.first == "sudo") != isRoot { differences.append("sudo: \(plan.command)") }
    let start = (isRoot ? 1 : 0) + 1
    let planned = FlagList(
      Array(plan.command.dropFirst(start + (isProgram ? 0 : 1))), hasLast: isProgram)
    var flags = FlagList(words, hasLast: isProgram)
    if !isProgram { flags["--local"] = planned["--local"] }
    return differences + planned.differences(from: flags)
  }

  /// Every option that the reference advises on is advised on here, where it isn't our own.
  private func hints(_ recorded: OptsCase, _ run: CommandRun) -> [String] {
    let advice = (recorded.stderr ?? "").split(separator: "the equivalent '").dropFirst().compactMap
    {
      $0.split(separator: "' instead").first.map(String.init)
    }
    return advice.filter { option in
      let name = option.dropFirst("--opt ".count).prefix { $0 != "=" }
      return Self.hinted.contains(String(name)) && !run.errors.contains(option)
    }.map { "no hint at \($0)" }
  }

  private struct Plan: Decodable {
    let backend: String
    let features: [String]
    let command: [String]
  }
}

extension OptsExpectation {
  init(_ recorded: OptsCase) {
    backend = recorded.build?.backend ?? "docker"
    imageTags = recorded.build?.image_tag?.asTexts
    features = recorded.build?.features?.asTexts ?? []
    arguments = recorded.build?.kwargs
  }
}
