import Testing

/// When no builder answers, the error says where it was looked for, and how to get one.
@Suite struct UnreachableBuilderTests {
  static let commands = [["health"], ["workers"], ["containerize", "greeter"]]

  @Test(arguments: commands)
  func withoutAnyAddressTheUsualSocketsAreNamed(_ command: [String]) async throws {
    let outcome = try await Command(
      command,
      environment: [
        "BUILDKIT_HOST": nil, "XDG_RUNTIME_DIR": "/nowhere/user",
        "DOCKER_HOST": "unix:///nowhere/docker.sock",
      ]
    ).run(output: "/dev/null")
    expectFailure(
      outcome,
      saying: [
        "unix:///run/buildkit/buildkitd.sock", "unix:///nowhere/user/buildkit/buildkitd.sock",
        "start buildkitd", "--addr", "BUILDKIT_HOST",
      ])
  }

  @Test(arguments: commands)
  func anAddressWithoutABuilderIsNamed(_ command: [String]) async throws {
    let outcome = try await Command(command + ["--addr", "unix:///nowhere/buildkitd.sock"])
      .run(output: "/dev/null")
    expectFailure(
      outcome,
      saying: ["unix:///nowhere/buildkitd.sock: No such file or directory", "start buildkitd"])
  }

  @Test(arguments: commands)
  func aPortWhereNobodyListensIsNamed(_ command: [String]) async throws {
    let outcome = try await Command(
      command, environment: ["BUILDKIT_HOST": "tcp://127.0.0.1:1"]
    ).run(output: "/dev/null")
    expectFailure(outcome, saying: ["tcp://127.0.0.1:1: Connection refused", "start buildkitd"])
  }

  @Test func theFlagGoesBeforeTheVariable() async throws {
    let outcome = try await Command(
      ["health", "--addr", try variable("BUILDKIT_HOST")],
      environment: ["BUILDKIT_HOST": "tcp://127.0.0.1:1"]
    ).run()
    expectSuccess(outcome)
  }
}
