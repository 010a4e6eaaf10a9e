import BuildKit
import Testing

/// What an old daemon lacks is found by asking it.
@Suite(.takingTurns) struct LackTests {
  @Test(arguments: Daemon.allCases)
  func theVersionIsToldWhereADaemonKnowsIt(_ daemon: Daemon) async throws {
    let version = try await daemon.client().version()
    #expect((version == nil) == (daemon == .engine20))
    if Daemon.standalone.contains(daemon) { #expect(version?.version == "v\(daemon.version)") }
  }

  @Test(arguments: Daemon.allCases)
  func theStoreOfAnEngineIsTold(_ daemon: Daemon) async throws {
    let engine = try await daemon.client().engine()
    #expect((engine != nil) == daemon.isEngine)
    guard let engine else { return }
    #expect(engine.version.hasPrefix(daemon.version))
    #expect(engine.usesContainerdStore == daemon.exportsImages)
  }

  @Test(arguments: Daemon.allCases)
  func historyIsToldOrRefused(_ daemon: Daemon) async throws {
    let client = try daemon.client()
    guard daemon == .engine20 else {
      let request = try daemon.request(dockerfile: "FROM scratch\nLABEL a=\(unique())\n")
      let result = try await client.build(request)
      #expect(try await client.historyRecord(afterEndOf: result.ref).ref == result.ref)
      return
    }
    let error = await #expect(throws: BuildError.self) {
      _ = try await client.historyRecords()
    }
    #expect(error?.code == .unimplemented)
    #expect(error?.message.isEmpty == false)
  }

  @Test func aSecondExportIsNotLostInSilence() async throws {
    let folder = try ScratchFolder(below: "/dev/shm")
    let request = try Daemon.engine20.request(
      dockerfile: "FROM scratch\nCOPY file /\n", files: ["file": "x"]
    ).exporting(to: folder.path("one")).exporting(to: folder.path("two"))
    let error = try await failure(of: request, on: Daemon.engine20.client())
    #expect(error.message.contains("\(folder.path("two"))"))
    #expect(folder.names.isEmpty)
  }
}
