import BuildKit
import Glibc

/// A `buildkitd` of a test's own, with its state on a memory file system. It ends, with all that it
/// runs and mounts, when nobody holds it any more.
final class TestDaemon: Sendable {
  private let folder: ScratchFolder
  private let program: String
  private let process: ChildProcess

  /// Starts one and waits until it answers.
  ///
  /// - Parameters:
  ///   - program: the variable of the environment with the path of the program.
  ///   - isTracing: whether its log tells of every health check.
  convenience init(
    _ program: String = "BENTOKIT_BUILDKITD", isTracing: Bool = false
  ) async throws {
    try await self.init(
      program: try variable(program), isTracing: isTracing,
      in: try ScratchFolder(below: "/dev/shm"))
  }

  private init(program: String, isTracing: Bool, in folder: ScratchFolder) async throws {
    self.folder = folder
    self.program = program
    let log = try OpenedFile(path: folder.path("log"))
    let input = try OpenedFile(path: "/dev/null", flags: O_RDONLY)
    // In namespaces of its own, whose processes and mounts go when the daemon is killed.
    process = try ChildProcess(
      ["/usr/bin/unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
        + [program] + (isTracing ? ["--trace"] : [])
        + ["--config", try variable("BENTOKIT_BUILDKITD_CONFIG")]
        + ["--root", folder.path("root"), "--addr", "unix://" + folder.path("socket")],
      environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": folder.path],
      streams: .init(
        input: input.descriptor, output: log.descriptor, errors: log.descriptor))
    let client = try client()
    let end = ContinuousClock.now + .seconds(60)
    while (try? await client.workers(timeout: .seconds(5))) == nil {
      guard ContinuousClock.now < end else { throw Failure("no daemon: \(try self.log)") }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  deinit { kill() }

  /// Where it listens.
  var endpoint: Endpoint { .unix(path: folder.path("socket")) }

  func client() throws -> BuildKitClient { try BuildKitClient(endpoint: endpoint) }

  /// The same daemon anew, at the same address, once this one was killed.
  func restarted() async throws -> TestDaemon {
    try await TestDaemon(program: program, isTracing: false, in: folder)
  }

  /// Ends the daemon at once, without a word to anybody.
  func kill() {
    process.end()
  }

  /// All that the daemon has said.
  var log: String {
    get throws { String(decoding: try contents(of: folder.path("log")), as: UTF8.self) }
  }
}
