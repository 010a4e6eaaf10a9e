import Testing

/// What options and secrets reach the build with, seen from inside its steps.
@Suite struct OptionTests {
  private func build(
    _ home: MadeHome, _ options: [String], environment: [String: String?] = [:]
  ) async throws -> Command.Outcome {
    try await Command(
      ["containerize", "made", "--output", "type=image", "--progress", "plain"] + options,
      home: home, environment: environment
    ).run()
  }

  @Test(arguments: [
    ["--opt", "build-arg=GREETING=a=b c"], ["--opt", "build_arg:GREETING=a=b c"],
    ["--opt", "opt=build-arg:GREETING=a=b c"],
  ])
  func aBuildArgumentSetsTheVariable(_ options: [String]) async throws {
    let home = try MadeHome(
      commands: ["test \"$GREETING\" = \"a=b c\""], envs: ["- name: GREETING", "  value: plain"])
    expectSuccess(try await build(home, options))
    #expect(try await build(home, []).ending == .exited(1))
  }

  @Test func anUndeclaredKeyIsAnAttributeOfTheFrontend() async throws {
    let home = try MadeHome(commands: ["test \"$(uname -n)\" = made-here"])
    expectSuccess(try await build(home, ["--opt", "hostname=made-here"]))
  }

  @Test func aTargetIsBuiltOrNamedIfThereIsNone() async throws {
    let home = try MadeHome()
    expectSuccess(try await build(home, ["--opt", "target=base-container"]))
    let outcome = try await build(home, ["--opt", "target=roof", "--progress", "quiet"])
    expectFailure(outcome, saying: ["target stage", "roof"])
  }

  @Test(arguments: [["--opt", "no-cache"], ["--opt", "no_cache=true"], ["--no-cache"]])
  func withoutTheCacheEveryStepRuns(_ options: [String]) async throws {
    let home = try MadeHome(commands: ["echo $((40 + 2))-run"])
    let apart = SharedSteps.none
    expectSuccess(try await build(home, apart))
    let outcome = try await build(home, apart + options)
    expectSuccess(outcome)
    #expect(outcome.errors.contains("42-run"))
  }

  @Test(arguments: [
    (["--secret", "id=API_TOKEN,env=OTHER"], ["OTHER": "hush"]),
    (["--secret", "id=API_TOKEN,src=SECRET_FILE"], [:]),
    (["--secret", "type=file,id=API_TOKEN,source=SECRET_FILE"], [:]),
    (["--secret", "id=API_TOKEN"], ["API_TOKEN": "hush"]),
    (["--opt", "secret=id=API_TOKEN,env=OTHER"], ["OTHER": "hush"]),
    (["--secret", "id=API_TOKEN,command=/bin/cat SECRET_FILE"], [:]),
    ([], ["API_TOKEN": "hush"]),
  ])
  func aSecretIsThereInTheStep(
    _ options: [String], _ environment: [String: String]
  ) async throws {
    let value = "hush-\(freshNumber())"
    let folder = try ScratchFolder()
    let file = try folder.write(value, to: "secret")
    let home = try Self.home(checking: value)
    let options = options.map { text in
      text.split(separator: "SECRET_FILE", omittingEmptySubsequences: false)
        .joined(separator: file)
    }
    expectSuccess(
      try await build(home, options, environment: environment.mapValues { _ in value as String? }))
  }

  @Test func aSecretIsNotInTheImageNorSaid() async throws {
    let value = "hush-\(freshNumber())"
    let folder = try ScratchFolder()
    let home = try Self.home(checking: value)
    let outcome = try await build(
      home, ["--output", "type=tar,dest=\(folder.path("files.tar"))"],
      environment: ["API_TOKEN": value])
    expectSuccess(outcome)
    #expect(!outcome.errors.contains(value))
    let archive = try contents(of: folder.path("files.tar"))
    #expect(contains(archive, "answer = 42"))
    #expect(!contains(archive, value))
  }

  @Test(arguments: ["buildctl", "docker", "podman"])
  func aSecretIsNamedAndNotShown(_ backend: String) async throws {
    let home = try Self.home(checking: "hush-1")
    let outcome = try await Command(
      ["containerize", "made", "--backend", backend, "--dry-run", "--output", "type=image"]
        + ["--secret", "id=API_TOKEN,value=hush-1", "--secret", "id=CALLED,command=exit 1"],
      home: home
    ).run()
    expectSuccess(outcome)
    #expect(outcome.text.contains("API_TOKEN") || outcome.text.contains("<secret>"))
    #expect(!outcome.text.contains("hush-1"))
    #expect(!outcome.text.contains("exit 1"))
  }

  /// A bento that asks for a secret, and whose image can be built with this value only.
  private static func home(checking value: String) throws -> MadeHome {
    try MadeHome(
      commands: ["test \"$API_TOKEN\" = hush-\"$((\(value.dropFirst(5)) + 0))\""],
      envs: ["- name: API_TOKEN", "  stage: build"])
  }
}
