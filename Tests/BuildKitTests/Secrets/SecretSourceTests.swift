import Testing

@testable import BuildKit

/// Values of secrets, from wherever they are.
@Suite struct SecretSourceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func eachSourceGivesItsBytes() async throws {
    let path = try folder.write("in a file\n", to: "file")
    #expect(try await SecretSource.file(path: path).fetch("a") == Array("in a file\n".utf8))
    #expect(try await SecretSource.value([0, 255]).fetch("a") == [0, 255])
    #expect(
      try await SecretSource.command("printf 'a\\0b\\n'; echo beside >&2").fetch("a")
        == [97, 0, 98, 10])
    let home = try #require(ProcessEnvironment.value(of: "PATH"))
    #expect(try await SecretSource.environment(variable: "PATH").fetch("a") == Array(home.utf8))
  }

  @Test func aCommandReadsNothing() async throws {
    #expect(try await SecretSource.command("cat").fetch("a") == [])
  }

  @Test(
    arguments: [
      (.file(path: "/nowhere/a"), "/nowhere/a: No such file"), (.file(path: "/tmp"), "directory"),
      (.environment(variable: "BENTOKIT_NOT_SET"), "BENTOKIT_NOT_SET is not set"),
    ] as [(SecretSource, String)])
  func whatIsMissingIsSeenBeforeItIsFetched(_ source: SecretSource, _ reason: String) async {
    await expectEarlyFailure(of: source, reason)
  }

  @Test func aValueThatIsTooLongIsSeenBeforeItIsFetched() async {
    let value = [UInt8](repeating: 1, count: 512_001)
    await expectEarlyFailure(of: .value(value), "longer than BuildKit's 512000 bytes")
  }

  private func expectEarlyFailure(of source: SecretSource, _ reason: String) async {
    let early = #expect(throws: SecretFailure.self) { try source.check("a") }
    let late = await #expect(throws: SecretFailure.self) { _ = try await source.fetch("a") }
    for error in [early, late] {
      #expect(error?.id == "a")
      #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
    }
  }

  @Test(arguments: [
    ("echo 'vault is sealed' >&2; exit 2", "its command failed: vault is sealed"),
    ("exit 3", "its command failed: it ended with status 3"),
    // What it wrote may be the secret.
    ("echo s3cret; exit 4", "its command failed: it ended with status 4"),
    ("kill -9 $$", "its command failed: it was ended by signal 9"),
    ("exec yes", "longer than BuildKit's 512000 bytes"),
    ("head -c 512001 /dev/zero", "longer than BuildKit's 512000 bytes"),
  ])
  func aCommandThatFailsSaysWhy(_ command: String, _ reason: String) async throws {
    // It is not run beforehand.
    try SecretSource.command(command).check("a")
    let error = await #expect(throws: SecretFailure.self) {
      _ = try await SecretSource.command(command).fetch("a")
    }
    #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
  }

  @Test func theLongestSecretIsTaken() async throws {
    let source = SecretSource.command("head -c 512000 /dev/zero")
    #expect(try await source.fetch("a").count == 512_000)
  }

  @Test func aCommandIsRunOnceABuild() async throws {
    let log = folder.path("log")
    let store = SecretStore(["a": .command("echo run >> \(log); echo value")])
    for _ in 0..<3 {
      async let one = store.value(of: "a")
      async let other = store.value(of: "a")
      #expect(try await one == Array("value\n".utf8))
      #expect(try await other == Array("value\n".utf8))
    }
    #expect(folder.text("log") == "run\n")
    #expect(try await store.value(of: "b") == nil)
  }
}
