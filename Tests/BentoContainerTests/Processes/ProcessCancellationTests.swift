import FileTree
import Glibc
import Testing

@testable import BentoContainer

/// A cancelled run leaves no process, and no file.
@Suite struct ProcessCancellationTests {
  let standIn = StandIn()

  /// Whether the process whose number a program has written has ended. One that was killed needs a
  /// moment.
  private func hasEnded(_ name: String) async throws -> Bool {
    let line = standIn.read(name)?.split(separator: "\n").first
    let number = try #require(line.flatMap { pid_t($0) })
    let end = ContinuousClock.now + .seconds(20)
    while !ProcessDescendants.hasEnded(number), ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(5))
    }
    return ProcessDescendants.hasEnded(number)
  }

  private func cancelled(
    grace: Duration = .seconds(60), terminal: TerminalUse = .own, endsBySteps: Bool = false
  ) async throws -> Result<ProcessOutcome, any Error> {
    var tree = FileTree()
    try tree.addFile(contents: Array("FROM x".utf8), at: TreePath("Dockerfile"))
    var plan = ProcessPlan(program: "docker", arguments: [.context])
    plan.context = tree
    plan.endsBySteps = endsBySteps
    var options = standIn.options
    options.grace = grace
    options.terminal = terminal
    let run = Task { [plan, options] in try await plan.run(options: options) }
    try await standIn.wait(for: "ready")
    run.cancel()
    return await run.result
  }

  private func expectCancelled(_ result: Result<ProcessOutcome, any Error>) {
    #expect(throws: CancellationError.self) { try result.get() }
    #expect(standIn.names(in: "home/tmp").isEmpty)
  }

  @Test func theProgramIsToldAndHasItsTime() async throws {
    standIn.program(
      "docker",
      """
      trap 'sleep 0.2; touch $HERE/cleaned; exit 1' TERM
      echo $$ > $HERE/pid; touch $HERE/ready
      while :; do sleep 0.05; done
      """)
    expectCancelled(try await cancelled())
    #expect(standIn.read("cleaned") != nil)
    #expect(try await hasEnded("pid"))
  }

  @Test func whatIgnoresTheSignalIsKilled() async throws {
    standIn.program(
      "docker",
      """
      trap '' TERM
      echo $$ > $HERE/pid; touch $HERE/ready
      while :; do sleep 0.05; done
      """)
    expectCancelled(try await cancelled(grace: .milliseconds(300)))
    #expect(try await hasEnded("pid"))
  }

  /// In a group of its own or, on a shared terminal, in ours; holding our pipes or not.
  @Test(arguments: [TerminalUse.own, .shared], ["", ">/dev/null 2>&1"])
  func whatItHasStartedGoesToo(_ terminal: TerminalUse, _ redirection: String) async throws {
    // The children ignore the signal; the program itself ends at once.
    standIn.program("child", "trap '' TERM; echo $$ > $HERE/$1; while :; do sleep 0.05; done")
    standIn.program(
      "docker",
      """
      for n in child1 child2; do $HERE/bin/child $n \(redirection) & done
      while [ ! -s $HERE/child1 ] || [ ! -s $HERE/child2 ]; do sleep 0.01; done
      echo $$ > $HERE/pid; touch $HERE/ready
      wait
      """)
    expectCancelled(try await cancelled(terminal: terminal))
    for name in ["pid", "child1", "child2"] { #expect(try await hasEnded(name)) }
  }

  /// As podman does: it cleans up after a step that fails, and not when it is told to end itself.
  @Test func aProgramThatEndsByItsStepsIsToldLast() async throws {
    standIn.program("step", "echo $$ > $HERE/pid; touch $HERE/ready; while :; do sleep 0.05; done")
    standIn.program(
      "docker",
      """
      trap 'touch $HERE/told; exit 0' TERM
      $HERE/bin/step & wait $!
      sleep 0.2; touch $HERE/cleaned
      exit 1
      """)
    expectCancelled(try await cancelled(endsBySteps: true))
    #expect(standIn.read("cleaned") != nil)
    #expect(standIn.read("told") == nil)
    #expect(try await hasEnded("pid"))
  }

  @Test func itIsToldWhenItsStepsEndAndItDoesNot() async throws {
    standIn.program("step", "trap '' TERM; echo $$ > $HERE/pid; touch $HERE/ready; exec sleep 600")
    standIn.program(
      "docker",
      """
      trap 'touch $HERE/told; exit 0' TERM
      $HERE/bin/step &
      while :; do sleep 0.05; done
      """)
    expectCancelled(try await cancelled(endsBySteps: true))
    #expect(standIn.read("told") != nil)
    #expect(try await hasEnded("pid"))
  }

  @Test func whatAKilledProgramLeavesGoesToo() async throws {
    standIn.program("step", "exec >/dev/null 2>&1; echo $$ > $HERE/pid; exec sleep 600")
    standIn.program(
      "docker",
      "$HERE/bin/step & while [ ! -s $HERE/pid ]; do sleep 0.01; done; kill -KILL $$")
    let failure = await #expect(throws: ProcessFailure.self) {
      _ = try await ProcessPlan(program: "docker", arguments: []).run(options: standIn.options)
    }
    #expect(failure?.termination == .signalled(SIGKILL))
    #expect(try await hasEnded("pid"))
  }

  /// As podman does: what it was to make is not there.
  @Test func aProgramThatIsToldToEndHasNotSucceeded() async throws {
    standIn.program(
      "docker",
      """
      trap 'exit 0' TERM
      touch $HERE/ready
      while :; do sleep 0.05; done
      """)
    expectCancelled(try await cancelled())
  }

  @Test func cancelledBeforeItBeginsItDoesNotRun() async throws {
    standIn.program("docker", "touch $HERE/ran; sleep 60")
    var tree = FileTree()
    try tree.addFile(contents: [], at: TreePath("Dockerfile"))
    var plan = ProcessPlan(program: "docker", arguments: [])
    plan.context = tree
    let run = Task { [plan, options = standIn.options] in
      while !Task.isCancelled { await Task.yield() }
      return try await plan.run(options: options)
    }
    run.cancel()
    expectCancelled(await run.result)
  }
}
