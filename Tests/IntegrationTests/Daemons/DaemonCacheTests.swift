import BuildKit
import FileTree
import Testing

/// Caches outside each daemon.
@Suite(.takingTurns) struct DaemonCacheTests {
  private let text = unique()
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder(below: "/dev/shm") }

  private func cache(_ type: String) throws -> (
    export: CacheOptionsEntry, import: CacheOptionsEntry
  ) {
    switch type {
    case "local":
      return (
        .init(type: type, attributes: ["dest": folder.path("cache")]),
        .init(type: type, attributes: ["src": folder.path("cache")])
      )
    default:
      let name = "\(try variable("BENTOKIT_TEST_REGISTRY"))/daemons/cache-\(text):v1"
      return (
        .init(type: type, attributes: ["ref": name]), .init(type: type, attributes: ["ref": name])
      )
    }
  }

  private func request() throws -> BuildRequest {
    // With the machine's network, the one that all daemons have.
    try Daemon.engine26.request(dockerfile: "FROM \(busybox)\nRUN echo \(text) > /one\n")
  }

  /// Daemons, each with another one that takes its cache.
  static let pairs: [(from: Daemon, to: Daemon)] = [
    (.buildKit13, .containerdEngine26), (.containerdEngine26, .buildKit13),
    (.buildKit25, .engine28), (.engine28, .buildKit25), (.buildKit13, .engine26),
  ]

  @Test(arguments: ["local", "registry"], pairs)
  func aCacheOfOneDaemonServesAnother(
    _ type: String, _ daemons: (from: Daemon, to: Daemon)
  ) async throws {
    let cache = try cache(type)
    var exporting = try request()
    exporting.cache.exports = [cache.export]
    _ = try await daemons.from.client().build(exporting)
    var importing = try request()
    importing.cache.imports = [cache.import]
    let events = Collected()
    _ = try await daemons.to.client().build(importing) { await events.add($0) }
    let isTaken = await events.cached.contains { $0.contains("RUN echo \(text)") }
    // Once, the folder that 0.25 had written gave Engine 28 nothing; why is not known.
    withKnownIssue(isIntermittent: true) {
      #expect(isTaken)
    } when: {
      type == "local" && daemons.from == .buildKit25
    }
  }

  @Test(arguments: ["local", "registry"], Daemon.allCases.filter { !$0.exportsImages })
  func anExportThatADaemonLacksIsRefusedByName(_ type: String, _ daemon: Daemon) async throws {
    var request = try request()
    request.cache.exports = [try cache(type).export]
    let error = try await failure(of: request, on: daemon.client())
    #expect(error.code == .unimplemented)
    #expect(error.message.contains("unknown cache exporter: \"\(type)\""))
    #expect(error.advice?.contains("type=inline") == true)
  }

  @Test(arguments: Daemon.allCases)
  func aCacheWithinAnImageIsExported(_ daemon: Daemon) async throws {
    var request = try request()
    request.cache.exports = [.init(type: "inline")]
    request.exports = [
      .init(
        type: daemon.exportsImages ? "image" : "moby",
        attributes: ["name": "daemons/\(text):inline"])
    ]
    let result = try await daemon.client().build(request)
    #expect(result.exporterResponse["containerimage.digest"] != nil)
  }
}
