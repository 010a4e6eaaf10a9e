import Testing

/// How the command behaves where a person looks on.
@Suite struct TerminalTests {
  private let escape = "\u{1B}["

  private func command(
    _ home: MadeHome, _ options: [String] = ["--output", "type=image"],
    environment: [String: String?] = [:]
  ) throws -> Command {
    try Command(["containerize", "made"] + options, home: home, environment: environment)
  }

  /// Whether the last thing that was done to the cursor was to show it.
  private func leavesCursor(_ shown: String) -> Bool {
    let hidden = shown.components(after: escape + "?25l")
    return hidden.map { $0.contains(escape + "?25h") } ?? true
  }

  @Test func aBuildIsShownLive() async throws {
    let terminal = try PseudoTerminal()
    let number = freshNumber()
    let home = try MadeHome(commands: ["echo $((40 + 2))-\(number); sleep 4"])
    let (ending, shown) = try await command(home).run(on: terminal)
    #expect(ending == .exited(0), "\(shown)")
    #expect(shown.contains("[+] Building"))
    #expect(shown.contains("FINISHED"))
    #expect(shown.contains(" => => # 42-\(number)"))
    #expect(shown.contains("Built made:v1"))
    #expect(shown.contains(escape + "34m"))
    #expect(shown.contains(escape + "?25l"))
    #expect(leavesCursor(shown))
    #expect(terminal.isAsBefore)
  }

  @Test func noColorIsHonoured() async throws {
    let (ending, shown) = try await command(
      try MadeHome(), environment: ["NO_COLOR": "1"]
    ).run(on: try PseudoTerminal())
    #expect(ending == .exited(0), "\(shown)")
    #expect(shown.contains("[+] Building"))
    #expect(!shown.contains(escape + "34m"))
  }

  @Test(arguments: ["dumb", "", nil], [[], ["--progress", "tty"]])
  func aTerminalThatKnowsOnlyLinesGetsLines(_ term: String?, _ flags: [String]) async throws {
    let (ending, shown) = try await command(
      try MadeHome(), ["--output", "type=image"] + flags, environment: ["TERM": term]
    ).run(on: try PseudoTerminal())
    #expect(ending == .exited(0), "\(shown)")
    #expect(shown.contains(" [internal] load build definition"))
    #expect(!shown.contains("\u{1B}"))
  }

  @Test func plainProgressIsPlainOnATerminalToo() async throws {
    let (ending, shown) = try await command(
      try MadeHome(), ["--output", "type=image", "--progress", "plain"]
    ).run(on: try PseudoTerminal())
    #expect(ending == .exited(0), "\(shown)")
    #expect(shown.contains(" [internal] load build definition"))
    #expect(!shown.contains(escape))
  }

  @Test(arguments: [[], ["--output", "type=oci"], ["--output", "type=tar,dest=-"]])
  func anArchiveIsNotWrittenToATerminal(_ options: [String]) async throws {
    let (ending, shown) = try await command(
      try MadeHome(commands: ["exit 1"]), options
    ).run(on: try PseudoTerminal())
    #expect(ending == .exited(2))
    #expect(shown.contains("dest=FILE, or pipe it"), "\(shown)")
    #expect(shown.split(separator: "\n").count == 1, "\(shown)")
  }

  @Test func aBuildOfNothingTellsItsOwnUsage() async throws {
    let (ending, shown) = try await Command(["build"]).run(on: try PseudoTerminal())
    #expect(ending == .exited(2), "\(shown)")
    #expect(shown.contains("error: nothing to build: name a CONTEXT"), "\(shown)")
    #expect(shown.contains("Usage: bentokit build"), "\(shown)")
  }

  @Test func controlCEndsTheBuildAndLeavesTheTerminalClean() async throws {
    let terminal = try PseudoTerminal()
    let mark = "100.\(freshNumber())"
    let home = try MadeHome(commands: ["sleep \(mark)"])
    let (ending, shown) = try await command(home).run(on: terminal) {
      try await RunningStep.wait(for: ["sleep", mark])
      terminal.type([3])
    }
    #expect(ending == .exited(130), "\(shown)")
    #expect(shown.hasSuffix("bentokit: interrupted\r\n"))
    #expect(shown.contains(" CANCELED\u{1B}[K") && shown.contains(" => CANCELED ["), "\(shown)")
    #expect(leavesCursor(shown))
    #expect(terminal.isAsBefore)
    try await RunningStep.waitForEnd(of: ["sleep", mark])
  }

  @Test func whatAStepPrintsCannotSteerTheTerminal() async throws {
    let number = freshNumber()
    let home = try MadeHome(commands: [
      #"printf '\033]0;owned\007\033[2J\033[31mred\r\033[8mhidden\n'; echo \#(number); exit 1"#
    ])
    let (ending, shown) = try await command(home).run(on: try PseudoTerminal())
    #expect(ending == .exited(1))
    #expect(shown.contains("red"))
    for sequence in ["]0;", "[2J", "[31mred", "[8m"] {
      #expect(!shown.contains("\u{1B}" + sequence), "\(sequence)")
    }
  }
}

extension String {
  /// What follows the last occurrence of a text; nil if there is none.
  fileprivate func components(after text: String) -> Substring? {
    var found: Substring?
    var rest = self[...]
    while let start = rest.indices.first(where: { rest[$0...].hasPrefix(text) }) {
      rest = rest[start...].dropFirst(text.count)
      found = rest
    }
    return found
  }
}
