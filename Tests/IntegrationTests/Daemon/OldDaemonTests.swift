import BuildKit
import Testing

/// Daemons that don't know a call: it is said what they lack.
@Suite struct OldDaemonTests {
  @Test(arguments: [
    (["info"], "can't tell about itself; that came with BuildKit 0.11"),
    (["history", "ls"], "keeps no history of builds; that came with BuildKit 0.11"),
    (["history", "logs"], "keeps no history of builds; that came with BuildKit 0.11"),
    (["history", "rm", "abc"], "keeps no history of builds; that came with BuildKit 0.11"),
    (["prune", "--max-used-space", "1GB", "--min-free-space", "2GB"], "use BuildKit 0.17"),
  ])
  func whatADaemonLacksIsSaid(_ arguments: [String], _ words: String) async throws {
    let daemon = try FakeDaemon(FakeScript())
    defer { withExtendedLifetime(daemon) {} }
    let outcome = try await Command(arguments + ["--addr", "\(daemon.endpoint)"]).run()
    expectFailure(outcome, saying: [words, "\(daemon.endpoint)"])
  }
}
