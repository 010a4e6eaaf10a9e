import BuildKit
import Testing

/// What a daemon's cache holds, and what is removed from it. Each test has a daemon of its own.
@Suite(.takingTurns) struct CacheTests {
  static let programs = ["BENTOKIT_BUILDKITD", "BENTOKIT_NEW_BUILDKITD"]

  /// A daemon whose cache holds some layers and a cache mount.
  private func usedDaemon(_ program: String) async throws -> TestDaemon {
    let daemon = try await TestDaemon(program)
    let request = try BuildRequest(
      dockerfile: """
        FROM \(busybox)
        RUN --mount=type=cache,target=/cache head -c 300000 /dev/urandom > /cache/file
        RUN head -c 2000000 /dev/urandom > /large
        RUN head -c 100000 /dev/urandom > /small
        """)
    do {
      _ = try await daemon.client().build(request)
    } catch let error as BuildError {
      throw Failure("\(error.report())\n\(try daemon.log)")
    }
    return daemon
  }

  private struct Usage: Decodable {
    var id: String
    var size: Int64
    var inUse: Bool
    var recordType: String?
  }

  @Test(arguments: programs)
  func diskUsageIsThatOfBuildctl(_ program: String) async throws {
    let daemon = try await usedDaemon(program)
    let records = try await daemon.client().diskUsage()
    let expected: [Usage] = try decoded(
      try await Tool.buildctl(["du", "--format", "{{json .}}"], at: "\(daemon.endpoint)"))
    #expect(records.map(\.id) == expected.map(\.id))
    #expect(records.map(\.size) == expected.map(\.size))
    #expect(records.contains { $0.recordType == "exec.cachemount" && $0.size >= 300_000 })

    let mounts = try await daemon.client().diskUsage(filters: ["type==exec.cachemount"])
    #expect(mounts.map(\.recordType) == ["exec.cachemount"])
  }

  @Test(arguments: programs)
  func whatIsPrunedIsToldAndGone(_ program: String) async throws {
    let daemon = try await usedDaemon(program)
    let client = try daemon.client()
    var request = PruneRequest()
    request.keepDuration = 3_600_000_000_000
    for try await record in client.prune(request) { Issue.record("pruned \(record)") }

    request = PruneRequest()
    request.filters = ["type==exec.cachemount"]
    let mounts = try await client.diskUsage(filters: request.filters).map(\.id)
    var pruned: [UsageRecord] = []
    for try await record in client.prune(request) { pruned.append(record) }
    #expect(pruned.map(\.id) == mounts && mounts.count == 1)
    #expect(pruned.allSatisfy { $0.size >= 300_000 })

    let before = Set(try await client.diskUsage().map(\.id))
    pruned = []
    request = PruneRequest()
    request.all = true
    for try await record in client.prune(request) { pruned.append(record) }
    let after = Set(try await client.diskUsage().map(\.id))
    #expect(!pruned.isEmpty)
    #expect(after.isDisjoint(with: pruned.map(\.id)))
    #expect(before == after.union(pruned.map(\.id)))
  }

  @Test(arguments: programs)
  func aSizeThatIsToStayStays(_ program: String) async throws {
    let daemon = try await usedDaemon(program)
    let client = try daemon.client()
    var request = PruneRequest()
    request.all = true
    request.maxUsedSpace = 1_000_000
    for try await _ in client.prune(request) {}
    let left = try await client.diskUsage().reduce(0) { $0 + $1.size }
    #expect((1...1_000_000).contains(left), "\(left)")
  }

  @Test func aBoundThatTheDaemonWouldOverlookIsRefused() async throws {
    let daemon = try await usedDaemon("BENTOKIT_BUILDKITD")
    let client = try daemon.client()
    let before = try await client.diskUsage().count
    var request = PruneRequest()
    request.minFreeSpace = 1
    let error = await #expect(throws: BuildError.self) {
      for try await _ in client.prune(request) {}
    }
    #expect(error?.code == .unimplemented)
    #expect(error?.message.contains("v0.13.2") == true, "\(String(describing: error))")
    #expect(try await client.diskUsage().count == before)
  }

  @Test func commandsShowAndPruneTheCache() async throws {
    let daemon = try await usedDaemon("BENTOKIT_NEW_BUILDKITD")
    func run(_ arguments: [String]) async throws -> Command.Outcome {
      let outcome = try await Command(arguments + ["--addr", "\(daemon.endpoint)"]).run()
      expectSuccess(outcome)
      #expect(outcome.errors.isEmpty)
      return outcome
    }
    let lines = try await run(["du"]).text.split(separator: "\n")
    #expect(lines.first?.hasPrefix("ID   ") == true)
    #expect(lines.first?.hasSuffix("RECLAIMABLE  SIZE      LAST ACCESSED") == true, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("Total: ") } && lines.last?.contains("MB") == true)
    let usage: [Usage] = try decoded(try await run(["du", "--format", "json"]).output)
    #expect(usage.count == lines.count - 3)
    #expect(try await run(["du", "-v"]).text.contains("exec.cachemount"))
    #expect(try await !run(["du", "-f", "type==regular"]).text.contains("Total"))

    let pruned = try await run(["prune", "--keep-storage", "1", "--format", "json"])
      .output.split(separator: UInt8(ascii: "\n")).map { try decoded(Array($0), as: Usage.self) }
    #expect(pruned.contains { $0.size >= 2_000_000 })
    #expect(pruned.count < usage.count)
    let rest = try await run(["prune", "--all"]).text.split(separator: "\n")
    #expect(rest.first?.hasPrefix("ID  ") == true)
    #expect(rest.last?.hasPrefix("Total:  ") == true, "\(rest)")
    #expect(try await run(["prune", "--all"]).text == "Total:  0B\n")
  }
}
