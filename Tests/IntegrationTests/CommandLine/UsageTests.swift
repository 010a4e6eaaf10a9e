import Bento
import BentoContainer
import Containerfile
import Testing

@Suite struct UsageTests {
  @Test func withoutACommandTheCommandsAreListed() async throws {
    let outcome = try await Command([]).run()
    expectSuccess(outcome)
    for command in ["containerize", "containerfile", "health", "workers"] {
      #expect(outcome.text.contains(command))
    }
    #expect(outcome.text.contains("130 interrupted"))
  }

  @Test(arguments: [
    (["containerize"], ["--output", "--secret", "--opt", "-t", "dest=- | docker load"]),
    (["containerize"], ["target=NAME", "--staging-dir", "BENTOKIT_STAGING_FOLDER"]),
    (["containerfile"], ["--enable-features", "<bento>"]),
    (["health"], ["--addr", "BUILDKIT_HOST", "--tlscacert"]),
    (["workers"], ["--addr", "--tlsdir"]),
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

  @Test func theVersionIsPrinted() async throws {
    let outcome = try await Command(["--version"]).run()
    expectSuccess(outcome)
    #expect(outcome.text.split(separator: ".").count == 3)
  }

  @Test(arguments: [
    ["fly"], ["containerize"], ["containerize", "a", "b"], ["health", "--height"],
    ["containerize", "greeter", "--progress", "loud"],
    ["containerize", "greeter", "--backend", "abacus"], ["health", "--tlscert", "a.pem"],
    ["health", "--tlsdir", "a", "--tlscacert", "b"],
  ])
  func wrongUsageIsExplained(_ arguments: [String]) async throws {
    let outcome = try await Command(arguments).run()
    #expect(outcome.ending == .exited(2), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("--help"))
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
