import Glibc
import Testing

@testable import BentoContainer

/// Whatever builds: an interruption leaves no process, no file, and a sane terminal.
@Suite(.takingTurns) struct BackendInterruptionTests {
  /// A build whose step runs until it is ended, and the places where something might be left.
  private struct EndlessBuild {
    let mark = "100.\(freshNumber())"
    let image = "interrupted:\(unique())"
    let home: MadeHome
    let temporary = Result { try ScratchFolder() }
    let command: Command

    init(_ backend: BackendCase) throws {
      home = try MadeHome(commands: ["sleep \(mark)"])
      command = try backend.containerize(
        "made", backend.keeping(image), home: home,
        environment: ["TMPDIR": try temporary.get().path])
    }

    func waitForStep() async throws { try await RunningStep.wait(for: ["sleep", mark]) }

    func expectNothingIsLeft() async throws {
      try await RunningStep.waitForEnd(of: ["sleep", mark])
      #expect(!Processes.exist(with: image))
      #expect(try temporary.get().names == [])
      #expect(ScratchFolder.names(in: Array((home.path + "/tmp").utf8)).isEmpty)
    }
  }

  @Test(arguments: BackendCase.all)
  func anInterruptedCommandLeavesNothing(_ backend: BackendCase) async throws {
    let build = try EndlessBuild(backend)
    let outcome = try await build.command.run { process in
      try await build.waitForStep()
      process.signal(SIGINT)
    }
    #expect(outcome.ending == .exited(130), "\(outcome.errors)")
    #expect(outcome.errorLines.last == "bentokit: interrupted")
    #expect(outcome.output.isEmpty)
    try await build.expectNothingIsLeft()
  }

  /// A shell runs the command, as one does; afterwards it tells the command's status, its own process
  /// group and the one in the terminal's foreground.
  private static let shell = [
    "/bin/sh", "-c",
    #"""
    trap : INT; "$@"; code=$?; read -r words < /proc/$$/stat; set -- ${words##*)}
    echo "status $code groups $3 $6"
    """#,
    "sh",
  ]

  @Test(arguments: BackendCase.all)
  func anInterruptedCommandLeavesTheTerminalAsItWas(_ backend: BackendCase) async throws {
    let build = try EndlessBuild(backend)
    let terminal = try PseudoTerminal()
    let (ending, shown) = try await build.command.run(on: terminal, by: Self.shell) {
      try await build.waitForStep()
      let found = Processes.running(Command.program, with: build.image)
      #expect(found.count == 1)
      for process in found { kill(process, SIGINT) }
    }
    #expect(ending == .exited(0), "\(shown)")
    expectSaneTerminal(terminal, shown)
    try await build.expectNothingIsLeft()
  }

  /// The key reaches all in the foreground, the builder too. What podman then leaves of its own is as
  /// when it is run without us.
  @Test(arguments: BackendCase.all)
  func theKeyEndsTheCommandAndItsBuilder(_ backend: BackendCase) async throws {
    let build = try EndlessBuild(backend)
    let terminal = try PseudoTerminal()
    let (_, shown) = try await build.command.run(on: terminal, by: Self.shell) {
      try await build.waitForStep()
      terminal.type([3])
    }
    expectSaneTerminal(terminal, shown)
    try await RunningStep.waitForEnd(of: ["sleep", build.mark])
    #expect(!Processes.exist(with: build.image))
    #expect(ScratchFolder.names(in: Array((build.home.path + "/tmp").utf8)).isEmpty)
  }

  private func expectSaneTerminal(_ terminal: PseudoTerminal, _ shown: String) {
    #expect(terminal.isAsBefore)
    let lines = shown.split(whereSeparator: \.isNewline)
    #expect(lines.dropLast().last?.hasSuffix("bentokit: interrupted") == true, "\(shown)")
    let words = lines.last?.split(separator: " ") ?? []
    #expect(words.starts(with: ["status", "130", "groups"]), "\(shown)")
    #expect(words.count == 5 && words[3] == words[4], "\(shown)")
  }

  /// Somebody else ends the builder: that is no success, and no interruption.
  @Test(arguments: BackendCase.programs, [SIGTERM, SIGKILL])
  func aBuilderThatIsEndedByOthersIsAFailure(
    _ backend: BackendCase, _ signal: Int32
  ) async throws {
    let build = try EndlessBuild(backend)
    let outcome = try await build.command.run { process in
      try await build.waitForStep()
      // The program itself, which took the place of the script that ran it.
      ProcessDescendants.of(process.identifier).first?.signal(signal)
    }
    #expect(outcome.ending == .exited(1), "\(outcome.errors)")
    #expect(outcome.errorLines.last?.hasPrefix("error: ") == true, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(ScratchFolder.names(in: Array((build.home.path + "/tmp").utf8)).isEmpty)
    try await RunningStep.waitForEnd(of: ["sleep", build.mark])
  }
}
