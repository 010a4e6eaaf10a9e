import BentoContainer
import FoundationEssentials
import Glibc

/// Whole runs of the command line.
struct CommandLineGroup: ConformanceGroup {
  let name = "cli"

  func compare(_ recording: Recording) async throws -> Outcome {
    var outcome = Outcome()
    let builders = try StandInBuilders(in: recording.folder)
    let folder = builders.folder + "/work"
    mkdir(folder, 0o755)
    let runner = Runner(
      home: "\(recording.folder)/bentoml-home", folder: folder, builders: builders)
    for recorded in try recording.read("cli.json", as: [CommandLineCase].self) {
      if let bento = recorded.bento, !runner.has(bento) {
        print("cli: left out, for \(bento) is not among the recorded inputs")
        continue
      }
      let name = (recorded.env.map { "\($0) " } ?? "") + recorded.args.joined(separator: " ")
      outcome.add(
        name,
        differences: recorded.backend == "buildctl"
          ? try await direct(recorded, runner) : try await differences(recorded, runner))
    }
    return outcome
  }

  private func differences(_ recorded: CommandLineCase, _ runner: Runner) async throws -> [String] {
    var expected = CommandLineExpectation(recorded)
    for rule in CommandLineRule.all { rule.mend(recorded, &expected) }
    let run = try await runner.run(recorded)
    var differences: [String] = []
    if expected.succeeds != (run.exitCode == 0) || (expected.exitCode == 2) != (run.exitCode == 2) {
      differences.append("exit \(run.exitCode), expected \(expected.exitCode): \(run.errors)")
    }
    differences += callDifferences(runner.calls(), expected)
    if run.exitCode == 0 {
      for text in expected.names + expected.advice where !run.output.contains(text) {
        differences.append("the output doesn't name \(text): \(run.output)")
      }
    } else if run.errors.isEmpty {
      differences.append("says nothing")
    }
    return differences
  }

  private func callDifferences(
    _ made: [BuilderCall], _ expected: CommandLineExpectation
  ) -> [String] {
    // What is wrong with a bento is found before a builder is asked: a failure may ask less.
    if !expected.succeeds, !expected.calls.contains(where: \.isBuild) {
      return made.contains(where: \.isBuild) ? ["builds: \(made)"] : []
    }
    guard made.count == expected.calls.count else {
      return ["calls: \(made.map(\.command)), expected \(expected.calls.map(\.command))"]
    }
    return zip(made, expected.calls).flatMap { made, expected in
      var differences = made.flags.differences(from: expected.flags)
      if made.program != expected.program || made.command != expected.command {
        differences.append("\(made.program) \(made.command), not \(expected.command)")
      }
      if made.environment != expected.environment {
        differences.append("variables \(made.environment), not \(expected.environment)")
      }
      return differences
    }
  }

  /// What buildctl did is done directly: the request is compared, and nothing is built.
  private func direct(_ recorded: CommandLineCase, _ runner: Runner) async throws -> [String] {
    guard let call = recorded.calls.first(where: { $0.prog == "buildctl" }) else { return [] }
    let run = try await runner.run(recorded, adding: ["--dry-run", "--format", "json"])
    guard run.exitCode == 0 else { return ["refused: \(run.errors)"] }
    let command = try JSONDecoder().decode(Plan.self, from: Data(run.output.utf8)).command
    var made = FlagList(
      Array(command.drop { $0 != "build" }.dropFirst()), hasLast: false)
    var expected = FlagList(Array(call.argv.dropFirst()), hasLast: false)
    made["--local"] = []
    expected["--local"] = []
    made.change("--secret") { $0.hasSuffix("src=") ? $0 : String($0.prefix { $0 != "," }) }
    expected.change("--secret") { String($0.prefix { $0 != "," }) }
    expected.changeAttributes()
    expected.change("--output") { text in
      // D9, D7
      let bare = text.split(separator: ",").map { field in
        field.hasPrefix("name=docker.io/")
          ? "name=" + ImageReference.canonical(String(field.dropFirst("name=docker.io/".count)))
          : String(field)
      }
      return PathOptions.resolved(bare.joined(separator: ","), of: "output")
        .split(separator: "<CWD>", omittingEmptySubsequences: false).joined(
          separator: runner.folder)
    }
    return made.differences(from: expected)
  }

  private struct Plan: Decodable {
    let command: [String]
  }

  /// Runs command lines of the reference.
  private struct Runner {
    let home: String
    let folder: String
    let builders: StandInBuilders

    func run(_ recorded: CommandLineCase, adding more: [String] = []) async throws -> CommandRun {
      builders.reset()
      var environment = [
        "PATH": recorded.path == "none" ? "/nonexistent" : builders.folder, "HOME": folder,
        "BENTOML_HOME": home, "STAND_IN_LOG": builders.log, "BENTOKIT_STAGING_FOLDER": folder,
        // Without any word, the reference takes docker; bentokit looks round.
        "BENTOML_CONTAINERIZE_BACKEND": "docker",
      ]
      environment.merge(recorded.env ?? [:]) { _, new in new }
      let arguments = recorded.args.map { argument in
        argument.hasPrefix("<HOME>") ? home + argument.dropFirst("<HOME>".count) : argument
      }
      return try await CommandRun(arguments + more, environment: environment, folder: folder)
    }

    /// Whether a bento, as `name:version`, is in the home.
    func has(_ bento: String) -> Bool {
      access("\(home)/bentos/\(bento.split(separator: ":").joined(separator: "/"))", F_OK) == 0
    }

    func calls() -> [BuilderCall] {
      // What was built is looked at where it went, and docker is asked for its buildx even where that is
      // not named: the reference does neither.
      builders.calls().filter {
        $0.command.prefix(2) != ["image", "inspect"] && $0.command != ["buildx", "version"]
      }.map { call in
        var call = call
        for flag in call.flags.values.keys {
          call.flags.change(flag) { text in
            text.split(separator: folder, omittingEmptySubsequences: false)
              .joined(separator: "<CWD>")
          }
        }
        call.flags.change("--secret") { text in
          // A value that we hand over; where it is, is our affair.
          text.contains(",env=") || text.contains("/proc/")
            ? String(text.prefix { $0 != "," }) : text
        }
        return call
      }
    }
  }
}

extension CommandLineExpectation {
  init(_ recorded: CommandLineCase) {
    exitCode = recorded.exit_code
    succeeds = recorded.exit_code == 0
    calls = recorded.calls.map {
      BuilderCall(program: $0.prog, words: $0.argv, environment: $0.env)
    }
    names = recorded.names
    advice = recorded.advice
  }
}

extension FlagList {
  /// D8: what is written `KEY:VALUE`, one value at a time, are options.
  fileprivate mutating func changeAttributes() {
    var options: [String: [PythonValue]] = [:]
    self["--opt"].removeAll { value in
      guard case .separate(let text) = value,
        let end = text.firstIndex(where: { ":=".contains($0) }),
        text[end] == ":"
      else { return false }
      options[String(text[..<end]), default: []].append(.text(String(text[end...].dropFirst())))
      return true
    }
    for (name, values) in options {
      let value = PythonValue.sequence(.tuple, values)
      for (flag, text) in DirectOptions.flags(name, value) ?? DirectOptions.others(name, value)
        ?? []
      {
        add(.separate(text), to: flag)
      }
    }
  }
}
