import Testing

/// How a build's warnings look.
@Suite(.takingTurns) struct ShownWarningsTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder(below: "/dev/shm")
    // An empty line goes on in both daemons' frontends; the newer one has checks, too.
    try folder.write(
      "FROM \(busybox) AS One\nRUN echo \(unique()) \\\n\n  b\nCMD echo\n", to: "Dockerfile")
  }

  /// What is said of each warning: its beginning, and its link.
  private func warnings(of daemon: EnvironmentDaemon) -> [(short: String, link: String)] {
    guard daemon.testDescription != "BuildKit 0.13" else {
      return [
        ("Empty continuation line found in: RUN echo ", "https://github.com/moby/moby/pull/33719")
      ]
    }
    let rules = "https://docs.docker.com/go/dockerfile/rule/"
    return [
      ("NoEmptyContinuation: Empty continuation line", rules + "no-empty-continuation/"),
      ("StageNameCasing: Stage name 'One' should be lowercase", rules + "stage-name-casing/"),
      ("JSONArgsRecommended: JSON arguments recommended", rules + "json-args-recommended/"),
    ]
  }

  private func command(_ mode: String, on daemon: EnvironmentDaemon) throws -> Command {
    try Command([
      "build", folder.path, "--platform", "linux/amd64,linux/arm64", "--progress", mode, "--addr",
      try daemon.address,
    ])
  }

  private func count(_ text: String, in shown: some StringProtocol) -> Int {
    shown.ranges(of: text).count
  }

  private func expectList(
    of warnings: [(short: String, link: String)], endsWith lineEnd: String, in shown: String
  ) throws {
    let heading = "\(warnings.count) warning\(warnings.count == 1 ? "" : "s") found:\(lineEnd)"
    let list = shown[try #require(shown.firstRange(of: heading), "\(shown)").upperBound...]
    for warning in warnings {
      #expect(count(" - \(warning.short)", in: list) == 1, "\(shown)")
      #expect(count("   \(warning.link)\(lineEnd)", in: list) == 1, "\(shown)")
      #expect(count(warning.link, in: shown) == 1)
    }
    #expect(count("   4 |   b\(lineEnd)", in: list) == 1, "\(shown)")
  }

  /// A daemon may tell of a warning after the step that it is of has ended: that one is at the end only.
  @Test(arguments: EnvironmentDaemon.all)
  func plainLinesTellOfEachAtTheEndAndBeforeAtMostOnce(
    _ daemon: EnvironmentDaemon
  ) async throws {
    let outcome = try await command("plain", on: daemon).run()
    expectSuccess(outcome)
    try expectList(of: warnings(of: daemon), endsWith: "\n", in: outcome.errors)
    for warning in warnings(of: daemon) {
      #expect(count("WARN: \(warning.short)", in: outcome.errors) <= 1, "\(outcome.errors)")
    }
    #expect(!outcome.text.contains("warning"))
  }

  @Test(arguments: EnvironmentDaemon.all)
  func aTerminalShowsEachAtTheEnd(_ daemon: EnvironmentDaemon) async throws {
    let (ending, shown) = try await command("tty", on: daemon).run(on: try PseudoTerminal())
    #expect(ending == .exited(0))
    try expectList(of: warnings(of: daemon), endsWith: "\r\n", in: shown)
    #expect(shown.contains("FINISHED"))
  }

  @Test(arguments: EnvironmentDaemon.all)
  func aQuietBuildSumsThemUp(_ daemon: EnvironmentDaemon) async throws {
    let outcome = try await command("quiet", on: daemon).run()
    expectSuccess(outcome)
    #expect(outcome.errors.isEmpty)
    let lines = outcome.text.split(separator: "\n").filter { $0.hasPrefix("  warning: ") }
    let expected = warnings(of: daemon)
    #expect(lines.count == expected.count, "\(outcome.text)")
    for warning in expected {
      #expect(
        lines.contains {
          $0.hasPrefix("  warning: \(warning.short)") && $0.hasSuffix(", see \(warning.link)")
        })
    }
  }

  @Test(arguments: EnvironmentDaemon.all)
  func rawJSONHasThemAsTheyCame(_ daemon: EnvironmentDaemon) async throws {
    let outcome = try await command("rawjson", on: daemon).run()
    expectSuccess(outcome)
    #expect(count(#""short":"#, in: outcome.errors) == warnings(of: daemon).count)
    #expect(!outcome.text.contains("warning"))
  }
}
