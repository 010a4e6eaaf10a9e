import Testing

@Suite struct ProgressTests {
  private func build(_ options: [String]) async throws -> Command.Outcome {
    let home = try MadeHome(commands: ["echo $((40 + 2))-said"])
    return try await Command(
      ["containerize", "made", "--no-cache", "--output", "type=image"] + SharedSteps.none
        + options,
      home: home
    ).run()
  }

  @Test(arguments: [["--progress", "plain"], ["--progress", "auto"], []])
  func whereNobodyLooksOnStepsAndOutputAreLines(_ options: [String]) async throws {
    let outcome = try await build(options)
    expectSuccess(outcome)
    #expect(outcome.errors.contains("42-said"))
    #expect(outcome.errors.contains("] RUN echo"))
    #expect(!outcome.errors.contains("\u{1B}"))
    #expect(outcome.text.hasPrefix("Built made:v1 in "))
  }

  @Test func quietSaysNothingButTheResult() async throws {
    let outcome = try await build(["--progress", "quiet"])
    expectSuccess(outcome)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.text.hasPrefix("Built made:v1 in "))
  }
}
