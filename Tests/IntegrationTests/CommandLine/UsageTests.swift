import Bento
import BentoContainer
import Containerfile
import FoundationEssentials
import Testing

@Suite struct UsageTests {
  @Test func withoutACommandTheCommandsAreListed() async throws {
    let outcome = try await Command([]).run()
    expectSuccess(outcome)
    for command in ["containerize", "containerfile", "health", "workers"] {
      #expect(outcome.text.contains(command))
    }
    #expect(outcome.text.contains("130  interrupted"))
  }

  @Test(arguments: [
    (["containerize"], ["--output", "--secret", "--opt", "-t", "dest=- | docker load"]),
    (["containerize"], ["target=NAME", "--staging-dir", "BENTOKIT_STAGING_FOLDER"]),
    (["containerfile"], ["--enable-features", "<bento>"]),
    (["health"], ["--addr", "BUILDKIT_HOST", "--tlscacert"]),
    (["workers"], ["--addr", "--tlsdir", "Fields: id, labels"]),
    (["du"], ["--filter <", "Fields: id,", "private"]), (["history", "ls"], ["startedAt"]),
    (["prune"], ["KiB", "20GB", "counts MB", "Fields: id,"]),
  ])
  func helpTeaches(_ command: [String], _ texts: [String]) async throws {
    let outcome = try await Command(command + ["--help"]).run()
    expectSuccess(outcome)
    #expect(outcome.errors.isEmpty)
    for text in texts { #expect(outcome.text.contains(text), "\(text)") }
  }

  /// The generator of the manual page leaves out all other characters.
  @Test func helpIsWrittenInASCII() async throws {
    let outcome = try await Command(["--experimental-dump-help"]).run()
    expectSuccess(outcome)
    #expect(outcome.text.contains("build-arg"))
    let others = outcome.text.split(separator: "\n").filter { !$0.utf8.allSatisfy { $0 < 0x80 } }
    #expect(others == [])
  }

  /// More than a pipe holds.
  @Test func aReaderThatHasEnoughIsNoFailure() async throws {
    let outcome = try await Command(["--experimental-dump-help"]).run(by: [
      "/bin/bash", "-c",
      "\"$@\" | /usr/bin/head -c 1; exit ${PIPESTATUS[0]}", "bash",
    ])
    #expect(outcome.ending == .exited(0))
    #expect(outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(outcome.output.count == 1)
  }

  private struct Help: Decodable {
    struct Command: Decodable {
      var commandName: String
      var discussion: String?
      var subcommands: [Command]?

      /// Its names from the second on, and those of its subcommands, with what is said about each.
      func all(after names: [String]) -> [(names: [String], discussion: String)] {
        [(names, discussion ?? "")]
          + (subcommands ?? []).flatMap { $0.all(after: names + [$0.commandName]) }
      }
    }
    var command: Command
  }

  private func commands() async throws -> [(names: [String], discussion: String)] {
    let dump = try await Command(["--experimental-dump-help"]).run()
    return try JSONDecoder().decode(Help.self, from: Data(dump.output)).command.all(after: [])
      .filter { $0.names.first != "help" }
  }

  /// A line that is broken can't be pasted.
  @Test func linesThatAreSetInAreNotBroken() async throws {
    let commands = try await commands()
    #expect(commands.count > 15)
    for (names, discussion) in commands {
      let lines = discussion.split(separator: "\n").filter { $0.hasPrefix("  ") }
      guard !lines.isEmpty else { continue }
      let shown = try await Command(names + ["--help"], environment: ["COLUMNS": "80"]).run()
        .text.split(separator: "\n")
      for line in lines { #expect(shown.contains(line), "\(names): \(line)") }
    }
  }

  @Test func completionsNameEveryCommand() async throws {
    let script = try await Command(["--generate-completion-script", "bash"]).run()
    expectSuccess(script)
    let folder = try ScratchFolder()
    let path = try folder.write(script.text, to: "completions")
    let parsing = try ChildProcess(
      ["/bin/bash", "-n", path], environment: [:], streams: .init(input: 0, output: 1, errors: 2))
    #expect(await parsing.wait() == .exited(0))
    for (names, _) in try await commands() {
      guard let name = names.last else { continue }
      #expect(script.text.contains(name), "\(names)")
    }
  }

  @Test func theVersionIsPrinted() async throws {
    let outcome = try await Command(["--version"]).run()
    expectSuccess(outcome)
    #expect(outcome.text.split(separator: ".").count == 3)
  }

  @Test(arguments: [
    ["fly"], ["containerize"], ["containerize", "a", "b"], ["health", "--height"],
    ["containerize", "greeter", "--progress", "loud"],
    ["containerize", "greeter", "--backend", "abacus"], ["health", "--tlscert", "a.pem"],
    ["health", "--tlsdir", "a", "--tlscacert", "b"], ["build", ""],
    ["build", "--frontend", ""],
  ])
  func wrongUsageIsExplained(_ arguments: [String]) async throws {
    let outcome = try await Command(arguments).run()
    #expect(outcome.ending == .exited(2), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("--help"))
    #expect(outcome.errors.hasPrefix("error: "), "\(outcome.errors)")
  }

  @Test(arguments: [
    (["du", "--filter", "foo"], "there is no field \"foo\"; the fields are id, parents"),
    (["workers", "--filter", "type==a"], "there is no field \"type\"; the fields are id, labels"),
    // Of two mistakes the first is told; nothing would be pruned if neither were found.
    (["prune", "--filter", "foo"], "there is no field \"foo\""),
    (["prune", "--max-used-space", "20", "--filter", "foo"], "invalid size \"20\""),
    (["prune", "--reserved-space", "20", "--filter", "foo"], "invalid size \"20\""),
    (["prune", "--min-free-space", "20", "--filter", "foo"], "invalid size \"20\""),
  ])
  func aValueThatIsNoneIsNamed(_ arguments: [String], _ text: String) async throws {
    let outcome = try await Command(arguments).run()
    #expect(outcome.ending == .exited(2), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(text), "\(outcome.errors)")
  }

  @Test(arguments: [
    (["--backend", "podman", "--push"], "--push"),
    (["--backend", "podman", "--metadata-file", "x", "--dry-run"], "--metadata-file"),
    (["--backend", "buildah", "--export-cache", "type=inline"], "buildctl can"),
    (["--backend", "docker", "--oci-layout", "a=b"], "buildctl can"),
    (["--backend", "buildctl", "--run-as-root"], "--run-as-root"),
    (["--backend", "buildctl", "--staging-dir", "x"], "--staging-dir"),
  ])
  func whatTheBackendCannotHonourIsRefusedUnread(
    _ flags: [String], _ text: String
  ) async throws {
    let outcome = try await Command(["containerize", "./no-such-bento"] + flags).run()
    expectFailure(outcome, code: 2, saying: [text])
  }

  /// What is in the help is no older form of anything.
  @Test(arguments: [
    (
      ["--builder", "b"], "hint: the older form of options is accepted; today's is --opt builder=b"
    ),
    (["--platform", "linux/amd64", "--pull", "--push", "--target", "x", "--label", "a=b"], nil),
    (["--network", "none", "--build-arg", "A=b", "--cache-from", "a/b", "--iidfile", "x"], nil),
  ])
  func onlyWhatTheHelpHidesIsHinted(_ flags: [String], _ hint: String?) async throws {
    let outcome = try await Command(
      ["containerize", "greeter", "--backend", "buildx", "--dry-run"] + flags
    ).run()
    expectSuccess(outcome)
    #expect(outcome.errorLines.map(String.init) == [hint].compactMap(\.self))
  }

  @Test func aContainerfileIsAllThatIsPrinted() async throws {
    let outcome = try await Command(["containerfile", "greeter"]).run()
    expectSuccess(outcome)
    #expect(outcome.errors.isEmpty)
    let bento = try BentoStore(home: SampleHome.path).bento(named: "greeter")
    #expect(outcome.text == (try containerfile(for: bento).text))
  }

  @Test(arguments: [["containerfile", "greeter"], ["health"], ["workers"], ["--help"]])
  func aResultThatCannotBeWrittenIsAFailure(_ arguments: [String]) async throws {
    let outcome = try await Command(arguments).run(output: "/dev/full")
    expectFailure(outcome, saying: ["standard output", "No space left on device"])
  }

  @Test func aBuilderThatAnswersIsDescribed() async throws {
    let health = try await Command(["health"]).run()
    expectSuccess(health)
    #expect(health.text.contains(try variable("BUILDKIT_HOST")))
    let workers = try await Command(["workers"]).run()
    expectSuccess(workers)
    #expect(workers.text.contains("linux/"))
  }
}
