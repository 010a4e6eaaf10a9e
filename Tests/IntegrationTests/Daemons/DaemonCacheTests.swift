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
    try Daemon.engine26.request(
      dockerfile: "FROM \(busybox)\nRUN : \(text); cat /proc/sys/kernel/random/uuid > /one\n")
  }

  /// Builds, and returns what the step wrote, which is something else each time it runs, and what else there
  /// is to say of the build.
  private func written(
    by request: BuildRequest, on daemon: Daemon
  ) async throws -> (text: String, notes: [String]) {
    let path = folder.path("\(daemon).tar")
    let result = try await daemon.client().build(request.exporting(to: path))
    return (try Tar(path).text("one"), result.notes)
  }

  /// Daemons, each with another one that takes its cache.
  static let pairs: [(from: Daemon, to: Daemon)] = [
    (.buildKit13, .containerdEngine26), (.containerdEngine26, .buildKit13),
    (.buildKit25, .engine28), (.engine28, .buildKit25), (.buildKit13, .engine26),
  ]

  /// One after another, and with the base image there: a build that begins while others fetch it may miss
  /// the cache that it imports. `buildctl` sees the same.
  @Test(.serialized, arguments: ["local", "registry"], pairs)
  func aCacheOfOneDaemonServesAnother(
    _ type: String, _ daemons: (from: Daemon, to: Daemon)
  ) async throws {
    let base = try daemons.to.request(dockerfile: "FROM \(busybox)\nRUN : base \(text)\n")
    _ = try await daemons.to.client().build(base)
    let cache = try cache(type)
    var exporting = try request()
    exporting.cache.exports = [cache.export]
    let first = try await written(by: exporting, on: daemons.from)
    #expect(first.notes == [])
    var importing = try request()
    importing.cache.imports = [cache.import]
    // The status is no witness: a step whose layer is fetched from the cache has states that say
    // "cached" and, for the fetching and extracting, states that don't. Of states that follow each
    // other soon, a daemon tells the last one only, which may be either.
    let second = try await written(by: importing, on: daemons.to)
    #expect(second.text == first.text)
    #expect(second.notes == [])
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
