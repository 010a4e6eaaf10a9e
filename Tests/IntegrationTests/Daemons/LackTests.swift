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

  @Test(arguments: [
    ["tar", "tar"], ["moby", "tar"], ["tar", "moby"], ["image", "moby"], ["moby", "moby"],
  ])
  func aSecondExportIsNotLostInSilence(_ types: [String]) async throws {
    let folder = try ScratchFolder(below: "/dev/shm")
    var request = try Daemon.engine20.request(
      dockerfile: "FROM scratch\nCOPY file /\n", files: ["file": "x"])
    request.exports = try types.enumerated().map { index, type in
      .init(
        type: type, output: type == "tar" ? try ExportOutput(file: folder.path("\(index)")) : nil)
    }
    let error = try await failure(of: request, on: Daemon.engine20.client())
    #expect(error.code == .unimplemented)
    #expect(error.message.contains("one export at a time"))
    #expect(error.advice?.contains("build once for each output") == true)
    #expect(folder.names.isEmpty)
  }
}
