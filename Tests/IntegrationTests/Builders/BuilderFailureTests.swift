import FileTree
import Testing

@testable import BentoContainer

/// What a real builder says when it fails, and that it leaves nothing.
@Suite(.takingTurns) struct BuilderFailureTests {
  private func failure(
    of plan: ProcessPlan, staging folder: ScratchFolder
  ) async throws -> ProcessFailure {
    try #require(
      await #expect(throws: ProcessFailure.self) {
        _ = try await plan.run(options: Builder.options(staging: folder))
      })
  }

  @Test(arguments: Builder.all) func aFailingStepTellsItsLastLines(_ builder: Builder) async throws
  {
    let folder = try ScratchFolder()
    let plan = try builder.plan(
      dockerfile: """
        FROM \(busybox)
        RUN echo said-\(unique().prefix(1))one; echo complained >&2; exit 7
        """)
    let failure = try await failure(of: plan, staging: folder)
    guard case .exited(let status) = failure.termination else {
      Issue.record("\(failure)")
      return
    }
    #expect(status != 0)
    #expect(failure.lastLines.contains { $0.contains("complained") }, "\(failure.lastLines)")
    #expect(failure.lastLines.contains { $0.contains("said-") }, "\(failure.lastLines)")
    #expect(failure.reason?.contains("7") == true, "\(failure)")
    #expect(failure.description.split(separator: "\n").count == 1)
    #expect(ScratchFolder.names(in: Array(folder.path("tmp").utf8)).isEmpty)
  }

  @Test(arguments: Builder.all) func aDockerfileThatDoesNotParseIsNamed(
    _ builder: Builder
  ) async throws {
    let plan = try builder.plan(dockerfile: "FROM \(busybox)\nNONSENSE\n")
    let failure = try await failure(of: plan, staging: ScratchFolder())
    #expect(failure.reason?.uppercased().contains("NONSENSE") == true, "\(failure)")
  }

  @Test(arguments: Builder.all) func aCancelledBuildLeavesNothing(_ builder: Builder) async throws {
    let folder = try ScratchFolder()
    let mark = "100.\(freshNumber())"
    let plan = try builder.plan(dockerfile: "FROM \(busybox)\nRUN sleep \(mark)\n")
    let options = try Builder.options(staging: folder)
    let run = Task { try await plan.run(options: options) }
    try await RunningStep.wait(for: ["sleep", mark])
    run.cancel()
    await #expect(throws: CancellationError.self) { _ = try await run.value }
    #expect(ScratchFolder.names(in: Array(folder.path("tmp").utf8)).isEmpty)
    #expect(!Processes.exist(with: folder.path))
    try await RunningStep.waitForEnd(of: ["sleep", mark])
  }
}
