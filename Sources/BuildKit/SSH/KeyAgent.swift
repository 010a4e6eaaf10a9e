import Glibc
import Subprocess
import SystemPackage

/// An `ssh-agent` of our own that holds keys for one build: the keys never leave it.
///
/// It ends with ``close()``; should this process end before, by itself: it lives no longer than a
/// program that reads from us.
actor KeyAgent {
  /// Where the agent listens.
  nonisolated let socket: String
  private let folder: String
  /// Its end is that of the program that the agent lives for.
  private let life: ConnectedSocket
  private let running: Task<Void, Never>
  private var agent: pid_t?

  private static let patience = Duration.seconds(10)

  /// Starts an agent and gives it keys.
  ///
  /// - Throws: the reason, as the end of a sentence; `CancellationError`.
  static func holding(_ keys: [(path: String, content: [UInt8])]) async throws -> KeyAgent {
    let agent = try await KeyAgent()
    do {
      for key in keys { try await agent.add(key.content, from: key.path) }
      return agent
    } catch {
      await agent.close()
      throw error
    }
  }

  /// Why an agent can't be had.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private init() async throws {
    guard let program = ProgramRun.locate("ssh-agent"), ProgramRun.locate("ssh-add") != nil else {
      throw Failure(
        description:
          "keys are held by ssh-agent, which is not on PATH; install OpenSSH's client, or "
          + "give the socket of an agent")
    }
    var template = Array("/tmp/bentokit-ssh.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw SystemFailure(operation: "making a folder for an agent", errno: errno)
    }
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    self.folder = folder
    let socket = folder + "/agent"
    self.socket = socket
    let (life, read) = try ConnectedSocket.pair()
    self.life = life
    let (told, teller) = AsyncStream.makeStream(of: String.self)
    running = Task { @concurrent in
      var platform = PlatformOptions()
      platform.createSession = true
      _ = try? await Subprocess.run(
        .path(FilePath(program)),
        arguments: ["-a", socket, "/bin/sh", "-c", "echo $SSH_AGENT_PID; exec cat > /dev/null"],
        platformOptions: platform,
        input: .fileDescriptor(
          FileDescriptor(rawValue: read.descriptor), closeAfterSpawningProcess: false),
        output: .sequence, error: .discarded
      ) { execution in
        for try await piece in execution.standardOutput {
          teller.yield(String(decoding: piece.withUnsafeBytes { [UInt8]($0) }, as: UTF8.self))
        }
      }
      withExtendedLifetime(read) { teller.finish() }
    }
    var text = ""
    for await piece in told {
      text += piece
      if text.contains("\n") { break }
    }
    agent = pid_t(text.prefix { $0.isNumber })
    guard agent != nil else {
      await close()
      throw Failure(description: "ssh-agent didn't start")
    }
  }

  private func add(_ key: [UInt8], from path: String) async throws {
    var run = ProgramRun("ssh-add", ["-q", "-"])
    run.input = key
    run.variables = ["SSH_AUTH_SOCK": socket, "SSH_ASKPASS_REQUIRE": "never"]
    run.timeLimit = Self.patience
    let outcome = try await run.outcome()
    guard outcome.status == .exited(0) else {
      throw Failure(description: "\(path): ssh-add refuses the key: \(outcome.reason)")
    }
  }

  /// Ends the agent.
  func close() async {
    // The agent can't have ended yet, so that the number is still its own.
    if let agent { kill(agent, SIGTERM) }
    agent = nil
    life.shutDown()
    await running.value
    unlink(socket)
    rmdir(folder)
  }
}
