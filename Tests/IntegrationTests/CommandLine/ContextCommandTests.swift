import Testing

/// `bentokit context`, which lists what an image is built from.
@Suite struct ContextCommandTests {
  @Test func filesOfTheBentoItsModelsAndTheDockerfileAreListed() async throws {
    let outcome = try await Command(["context", "greeter"]).run()
    expectSuccess(outcome)
    let lines = outcome.text.split(separator: "\n").map(String.init)
    #expect(lines.contains("0755 0 models/greeting/v1/"))
    #expect(
      lines.contains { $0.hasPrefix("0644 ") && $0.hasSuffix(" models/greeting/v1/weights.json") })
    #expect(lines.contains { $0.hasSuffix(" env/docker/Dockerfile") })
    #expect(lines.contains { $0.hasSuffix(" src/serve.py") })
  }

  @Test func aPathStaysOnItsLine() async throws {
    let home = try MadeHome()
    try home.folder.write("x", to: "bentos/made/v1/src/a\nb\\c\u{1B}é")
    let outcome = try await Command(["context", "made"], home: home).run()
    expectSuccess(outcome)
    #expect(outcome.text.contains("0644 1 src/a\\x0ab\\x5cc\\x1bé\n"))
  }
}
