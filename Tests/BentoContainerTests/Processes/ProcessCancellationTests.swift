import FileTree
import Glibc
import Testing

@testable import BentoContainer

/// A cancelled run leaves no process, and no file.
@Suite struct ProcessCancellationTests {
  let standIn = StandIn()

  /// Whether one of the processes whose numbers a program has written is still there.
  private func someLive(_ names: [String]) -> Bool {
    names.contains { name in
      guard let text = standIn.read(name), let line = text.split(separator: "\n").first,
        let number = pid_t(String(line))
      else { return true }
      return kill(number, 0) == 0
    }
  }

  private func cancelled(
    grace: Duration = .seconds(60), after file: String = "ready"
  ) async throws -> Result<ProcessOutcome, any Error> {
    var tree = FileTree()
    try tree.addFile(contents: Array("FROM x".utf8), at: TreePath("Dockerfile"))
    var plan = ProcessPlan(program: "docker", arguments: [.context])
    plan.context = tree
    var options = standIn.options
    options.grace = grace
    let run = Task { [plan, options] in try await plan.run(options: options) }
    try await standIn.wait(for: file)
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
    #expect(!someLive(["pid"]))
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
    #expect(!someLive(["pid"]))
  }

  @Test(arguments: ["", ">/dev/null 2>&1"])
  func whatItHasStartedGoesToo(_ redirection: String) async throws {
    // The children ignore the signal, and some hold our pipes; the program itself ends at once.
    standIn.program(
      "docker",
      """
      for n in 1 2; do
        (trap '' TERM; sh -c 'echo $PPID > '$HERE/child$n; while :; do sleep 0.05; done) \(redirection) &
      done
      while [ ! -s $HERE/child1 ] || [ ! -s $HERE/child2 ]; do sleep 0.01; done
      echo $$ > $HERE/pid; touch $HERE/ready
      wait
      """)
    expectCancelled(try await cancelled())
    // Killed, they are gone as soon as init has asked for their status.
    let end = ContinuousClock.now + .seconds(20)
    while someLive(["pid", "child1", "child2"]), ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(!someLive(["pid", "child1", "child2"]))
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
