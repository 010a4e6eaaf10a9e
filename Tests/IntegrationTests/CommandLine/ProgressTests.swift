import Testing

@Suite struct ProgressTests {
  private func build(
    _ options: [String], _ environment: [String: String?] = [:]
  ) async throws -> Command.Outcome {
    let home = try MadeHome(commands: ["echo $((40 + 2))-said"])
    return try await Command(
      ["containerize", "made", "--no-cache", "--output", "type=image"] + SharedSteps.none
        + options,
      home: home, environment: environment
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

  @Test func theVariableChoosesAndTheFlagGoesBeforeIt() async throws {
    let variable = ["BUILDKIT_PROGRESS": "rawjson"]
    let json = try await build([], variable)
    expectSuccess(json)
    #expect(json.errorLines.count > 5)
    #expect(
      json.errorLines.allSatisfy { $0.hasPrefix(#"{""#) && $0.hasSuffix("]}") }, "\(json.errors)")
    let plain = try await build(["--progress", "plain"], variable)
    #expect(plain.errors.hasPrefix("#1 "), "\(plain.errors)")
    let wrong = try await build([], ["BUILDKIT_PROGRESS": "loud"])
    expectFailure(wrong, saying: ["invalid BUILDKIT_PROGRESS \"loud\"", "rawjson"])
  }
}
