import BuildKit
import Testing

@Suite(.takingTurns) struct HistoryCommandTests {
  private struct Row: Decodable {
    var ref: String
    var status: String
    var pinned: Bool
    var total_steps: Int
  }

  private func run(_ arguments: [String], on daemon: EnvironmentDaemon) async throws
    -> Command.Outcome
  {
    try await Command(["history"] + arguments + ["--addr", try daemon.address]).run()
  }

  private func rows(_ arguments: [String], on daemon: EnvironmentDaemon) async throws -> [Row] {
    let outcome = try await run(["ls", "--format", "json"] + arguments, on: daemon)
    expectSuccess(outcome)
    return try decoded(outcome.output)
  }

  @Test(arguments: EnvironmentDaemon.all)
  func buildsAreListedAndFiltered(_ daemon: EnvironmentDaemon) async throws {
    let good = try await daemon.build("FROM \(busybox)\nRUN echo \(unique())\n")
    let bad = try await daemon.build("FROM \(busybox)\nRUN false \(unique())\n", fails: true)
    let all = try await rows([], on: daemon)
    #expect(all.first { $0.ref == good }?.status == "Completed")
    #expect(all.first { $0.ref == bad }?.status == "Error")
    #expect(try await rows(["-f", "status=error"], on: daemon).allSatisfy { $0.status == "Error" })
    #expect(try await rows(["-f", "ref=\(good)"], on: daemon).map(\.ref) == [good])
    #expect(
      try await rows(["-f", "ref=\(good)", "-f", "status!=completed"], on: daemon).isEmpty)
    #expect(try await rows(["-f", "startedAt<1h", "-f", "ref=\(good)"], on: daemon).isEmpty)
    #expect(try await rows(["-f", "startedAt>1h", "-f", "ref=\(good)"], on: daemon).count == 1)
    #expect(try await rows(["-n", "1"], on: daemon).count == 1)
    let table = try await run(["ls"], on: daemon).text.split(separator: "\n")
    #expect(table.first?.hasPrefix("BUILD ID  ") == true)
    #expect(table.contains { $0.hasPrefix(good) && $0.contains("Completed") })
  }

  @Test(arguments: EnvironmentDaemon.all)
  func buildsArePinnedAndRemoved(_ daemon: EnvironmentDaemon) async throws {
    let ref = try await daemon.build("FROM \(busybox)\nRUN echo \(unique())\n")
    let beginning = String(ref.prefix(20))
    #expect(try await run(["pin", beginning], on: daemon).text == ref + "\n")
    #expect(try await rows([], on: daemon).first { $0.ref == ref }?.pinned == true)
    #expect(try await run(["unpin", ref], on: daemon).text == ref + "\n")
    #expect(try await rows([], on: daemon).first { $0.ref == ref }?.pinned == false)
    #expect(try await run(["rm", ref], on: daemon).text == ref + "\n")
    #expect(try await rows(["-f", "ref=\(ref)"], on: daemon).isEmpty)
    expectFailure(try await run(["rm", ref], on: daemon), saying: ["no build \(ref)"])
  }

  @Test func anUnknownOrAmbiguousBuildIsRefused() async throws {
    let daemon = EnvironmentDaemon.all[0]
    // Two refs with a common beginning that no other has.
    let beginning = "zz" + unique()
    for end in ["a", "b"] {
      var request = try BuildRequest(dockerfile: "FROM scratch\nCOPY . .\n")
      request.ref = beginning + end
      _ = try await daemon.client().build(request)
      _ = try await daemon.client().historyRecord(afterEndOf: request.ref)
    }
    for command in ["logs", "inspect", "pin", "export"] {
      expectFailure(
        try await run([command, beginning], on: daemon),
        saying: ["2 builds begin with \(beginning)", beginning + "a"])
      expectFailure(try await run([command, "nobody"], on: daemon), saying: ["no build nobody"])
      expectFailure(try await run([command, "^99999"], on: daemon), saying: ["no build ^99999"])
    }
    let wrong = try await run(["logs", "^x"], on: daemon)
    #expect(wrong.ending == .exited(2))
    #expect(wrong.errors.contains("^N for the Nth before the newest"), "\(wrong.errors)")
    expectSuccess(try await run(["logs", "^0"], on: daemon))
    expectSuccess(try await run(["logs", "latest"], on: daemon))
  }

  @Test(arguments: EnvironmentDaemon.all)
  func aFailedBuildIsInspected(_ daemon: EnvironmentDaemon) async throws {
    struct Inspection: Decodable {
      struct Problem: Decodable {
        var Name: String
        var Logs: [String]
      }
      var Ref: String
      var Status: String
      var Error: Problem
    }
    let word = unique()
    let ref = try await daemon.build(
      "FROM \(busybox)\nRUN echo said-\(word); exit 3\n", fails: true)
    let outcome = try await run(["inspect", ref, "--format", "json"], on: daemon)
    expectSuccess(outcome)
    let inspection: Inspection = try decoded(outcome.output)
    #expect(inspection.Ref == ref && inspection.Status == "failed")
    #expect(inspection.Error.Name.contains("RUN echo said"))
    #expect(inspection.Error.Logs == ["said-\(word)"])
    let text = try await run(["inspect", ref], on: daemon).text
    #expect(text.contains("\nError: ") && text.contains("exit code: 3"), "\(text)")
    #expect(text.contains(" >    2 | RUN echo said-\(word)"), "\(text)")
    #expect(text.contains("> said-\(word)"), "\(text)")
  }

  @Test(arguments: EnvironmentDaemon.all)
  func theProvenanceOfABuildIsPrinted(_ daemon: EnvironmentDaemon) async throws {
    struct Provenance: Decodable {
      var buildType: String?
      struct Definition: Decodable { var buildType: String }
      var buildDefinition: Definition?
    }
    let ref = try await daemon.build("FROM \(busybox)\nRUN echo \(unique())\n")
    let outcome = try await run(["inspect", ref, "--attachment", "provenance"], on: daemon)
    expectSuccess(outcome)
    let provenance: Provenance = try decoded(outcome.output)
    let type = provenance.buildDefinition?.buildType ?? provenance.buildType
    #expect(type?.contains("buildkit") == true, "\(outcome.text)")
    expectFailure(
      try await run(["inspect", ref, "--attachment", "sbom"], on: daemon),
      saying: ["no such attachment", "slsa.dev/provenance"])
  }

  @Test(arguments: EnvironmentDaemon.all)
  func aRunningBuildIsFollowedToItsEnd(_ daemon: EnvironmentDaemon) async throws {
    let word = unique()
    let client = try daemon.client()
    let request = try BuildRequest(
      dockerfile: "FROM \(busybox)\nRUN echo early-\(word); sleep 10; echo late-\(word); exit 5\n")
    let building = Task { try? await client.build(request) }
    while try await !client.historyRecords().contains(where: { $0.ref == request.ref }) {
      try await Task.sleep(for: .milliseconds(20))
    }
    let outcome = try await run(["follow", request.ref, "--progress", "plain"], on: daemon)
    _ = await building.value
    #expect(outcome.ending == .exited(1))
    #expect(outcome.output.isEmpty)
    for text in ["early-\(word)", "late-\(word)", "error: ", "exit code: 5"] {
      #expect(outcome.errors.contains(text), "\(outcome.errors)")
    }
    let after = try await run(["follow", request.ref], on: daemon)
    #expect(after.ending == .exited(1))
    #expect(after.errorLines.count == 1, "\(after.errors)")
  }

  @Test(arguments: [
    ["ls", "--filter", "status=good"], ["ls", "--filter", "colour=red"],
    ["ls", "--filter", "duration=3s"], ["ls", "--filter", "duration>x"], ["ls", "-n", "0"],
    ["rm"], ["rm", "a", "--all"], ["inspect", "--platform", "linux/amd64"],
  ])
  func wrongUsageIsExplained(_ arguments: [String]) async throws {
    let outcome = try await run(arguments, on: EnvironmentDaemon.all[0])
    #expect(outcome.ending == .exited(2), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }
}
