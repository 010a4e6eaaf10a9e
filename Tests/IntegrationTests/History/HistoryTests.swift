import BuildKit
import Testing

/// The history of real daemons through the library.
@Suite(.takingTurns) struct HistoryTests {
  @Test(arguments: EnvironmentDaemon.all)
  func aBuildIsRememberedWithItsMaterialsAndAttachments(_ daemon: EnvironmentDaemon) async throws {
    let client = try daemon.client()
    let ref = try await daemon.build("FROM \(busybox)\nRUN echo \(unique())\n")
    let record = try await client.historyRecord(.ref(ref))
    #expect(record.status == .completed)
    #expect(record.frontend == "dockerfile.v0")
    #expect(record.totalSteps == record.completedSteps && record.totalSteps > 2)
    #expect(try await client.failure(of: record) == nil)
    let attachments = try await client.attachments(of: record)
    #expect(attachments.contains { $0.isProvenance })
    let materials = try await client.materials(of: attachments)
    #expect(materials.contains { $0.uri.hasPrefix("pkg:docker/busybox") }, "\(materials)")
    #expect(materials.allSatisfy { $0.digests.allSatisfy { $0.hasPrefix("sha256:") } })
  }

  @Test(arguments: EnvironmentDaemon.all)
  func theFailureOfAPastBuildIsAsTheBuildThrewIt(_ daemon: EnvironmentDaemon) async throws {
    let client = try daemon.client()
    let request = try BuildRequest(
      dockerfile: "FROM \(busybox)\nRUN echo one; echo two-\(unique()) >&2; exit 7\n")
    let thrown = try await failure(of: request, on: client)
    let record = try await client.historyRecord(afterEndOf: request.ref)
    #expect(record.status == .error)
    let remembered = try #require(try await client.failure(of: record))
    #expect(remembered.code == thrown.code && thrown.code == .stepFailed)
    #expect(remembered.message == thrown.message)
    #expect(remembered.step == thrown.step)
    #expect(remembered.step?.exitCode == 7 && remembered.step?.logTail.count == 2)
    #expect(remembered.sources == thrown.sources && thrown.sources.count == 1)
  }

  @Test(arguments: EnvironmentDaemon.all)
  func eventsTellOfABuildFromItsStartToItsRemoval(_ daemon: EnvironmentDaemon) async throws {
    let client = try daemon.client()
    let request = try BuildRequest(dockerfile: "FROM \(busybox)\nRUN sleep 1; echo \(unique())\n")
    let earlier = try await daemon.build("FROM \(busybox)\nRUN echo \(unique())\n")
    let (heard, hearing) = AsyncStream<Void>.makeStream()
    let events = client.history().map { event in
      if event.record.ref == earlier { hearing.yield() }
      return event
    }
    let listening = Task {
      var kinds: [BuildHistoryEvent.Kind] = []
      var pins: [Bool] = []
      for try await event in events where event.record.ref == request.ref {
        if kinds.last != event.kind { kinds.append(event.kind) }
        pins.append(event.record.isPinned)
        if event.kind == .deleted { break }
      }
      return (kinds, pins)
    }
    // The daemon must be listened to when the build starts. What it remembers it tells to those alone
    // who get its news already.
    for await _ in heard { break }
    _ = try await client.build(request)
    _ = try await client.historyRecord(afterEndOf: request.ref)
    try await client.updateHistory(request.ref, .pin)
    try await client.updateHistory(request.ref, .unpin)
    try await client.updateHistory(request.ref, .delete)
    let (kinds, pins) = try await listening.value
    #expect(kinds == [.started, .complete, .deleted])
    #expect(pins.contains(true) && pins.first == false)
    let error = await #expect(throws: BuildError.self) {
      _ = try await client.historyRecord(.ref(request.ref))
    }
    #expect(error?.code == .notFound)
  }

  @Test(arguments: EnvironmentDaemon.all)
  func theStatusOfARunningBuildIsFollowedFromItsBeginning(
    _ daemon: EnvironmentDaemon
  ) async throws {
    let client = try daemon.client()
    let number = unique()
    let request = try BuildRequest(
      dockerfile: "FROM \(busybox)\nRUN echo first-\(number); sleep 2; echo last-\(number)\n")
    let building = Task { try await client.build(request) }
    while try await client.historyRecords().first(where: { $0.ref == request.ref }) == nil {
      try await Task.sleep(for: .milliseconds(20))
    }
    var output: [UInt8] = []
    for try await news in client.status(of: request.ref) {
      for log in news.logs { output += log.data }
    }
    _ = try await building.value
    #expect(String(decoding: output, as: UTF8.self) == "first-\(number)\nlast-\(number)\n")
  }

  @Test func aBlobThatIsNotThereIsMissed() async throws {
    let client = try BuildKitClient.ofEnvironment()
    let digest = "sha256:" + String(repeating: "ab", count: 32)
    let error = await #expect(throws: BuildError.self) {
      for try await _ in client.blob(digest) {}
    }
    #expect(error?.code == .notFound, "\(String(describing: error))")
  }

  @Test func aRecordCannotBeFinishedWhereThatWouldUnpinIt() async throws {
    let daemon = EnvironmentDaemon.all[0]
    let ref = try await daemon.build("FROM scratch\nCOPY . .\n")
    let error = await #expect(throws: BuildError.self) {
      try await daemon.client().updateHistory(ref, .finalize)
    }
    #expect(error?.code == .unimplemented)
    try await EnvironmentDaemon.all[1].client().updateHistory(
      EnvironmentDaemon.all[1].build("FROM scratch\nCOPY . .\n"), .finalize)
  }
}
