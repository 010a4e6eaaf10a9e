import BuildKit
import Digests
import FileTree
import Glibc
import Testing

/// Caches in folders on our side.
@Suite(.takingTurns) struct LocalCacheTests {
  private let text = unique()
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder(below: "/dev/shm") }

  private var cache: String { folder.path("cache") }

  /// A build of two steps that no daemon has done before.
  private func request(
    exports: [CacheOptionsEntry] = [], imports: [CacheOptionsEntry] = []
  ) throws -> BuildRequest {
    var request = try BuildRequest(
      dockerfile: "FROM \(busybox)\nRUN echo \(text) > /one\nRUN cat /one > /two\n")
    request.cache = CacheOptions(exports: exports, imports: imports)
    return request
  }

  private func export(_ attributes: [String: String] = [:]) -> CacheOptionsEntry {
    CacheOptionsEntry(
      type: "local",
      attributes: attributes.merging(["dest": cache, "mode": "max"]) { given, _ in given })
  }

  private func importing(_ attributes: [String: String] = [:]) -> CacheOptionsEntry {
    CacheOptionsEntry(
      type: "local", attributes: attributes.merging(["src": cache]) { given, _ in given })
  }

  /// Every blob has the content that its name promises, and nothing else is in the folder.
  private func expectWhole(_ location: SourceLocation = #_sourceLocation) throws {
    let names = ScratchFolder.names(in: Array(cache.utf8)).map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(
      Set(names) == ["blobs", "index.json", "oci-layout"], sourceLocation: location)
    for name in ScratchFolder.names(in: Array("\(cache)/blobs/sha256".utf8)) {
      let digest = String(decoding: name, as: UTF8.self)
      let content = try contents(of: "\(cache)/blobs/sha256/\(digest)")
      #expect(try SHA256.digest(of: content) == "sha256:\(digest)", sourceLocation: location)
    }
  }

  @Test func anotherDaemonTakesTheStepsFromTheCache() async throws {
    let first = try await BuildKitClient.ofEnvironment().build(request(exports: [export()]))
    #expect(first.notes.isEmpty)
    try expectWhole()

    let daemon = try await TestDaemon()
    let fresh = try daemon.client()
    let second = try await fresh.build(request(imports: [importing()]))
    #expect(second.notes.isEmpty)
    #expect(second.cachedSteps == 2, "\(second)")
  }

  @Test func tagsAndDigestsChooseTheCache() async throws {
    let client = try BuildKitClient.ofEnvironment()
    _ = try await client.build(request(exports: [export(["tag": "one"])]))
    var other = try BuildRequest(dockerfile: "FROM \(busybox)\nRUN echo \(unique()) > /other\n")
    other.cache.exports = [export(["tag": "two"])]
    _ = try await client.build(other)
    try expectWhole()
    let index = String(decoding: try contents(of: cache + "/index.json"), as: UTF8.self)
    #expect(index.contains(#"name":"one""#) && index.contains(#"name":"two""#))

    let latest = try await client.build(request(imports: [importing()]))
    #expect(latest.notes.count == 1 && latest.notes[0].contains("\"latest\""))
    let daemon = try await TestDaemon()
    let tagged = try await daemon.client().build(request(imports: [importing(["tag": "one"])]))
    #expect(tagged.notes.isEmpty && tagged.cachedSteps == 2)
  }

  @Test(arguments: [
    ["src": "/nowhere/at/all"],
    ["digest": "sha256:" + String(repeating: "0", count: 64)], ["digest": "../../etc/passwd"],
    ["tag": "missing"],
  ])
  func aCacheThatCannotBeReadIsAWarning(_ attributes: [String: String]) async throws {
    try folder.write(#"{"schemaVersion":2,"manifests":[]}"#, to: "cache/index.json")
    let result = try await BuildKitClient.ofEnvironment().build(
      request(imports: [importing(attributes)]))
    #expect(result.notes.count == 1, "\(result.notes)")
    #expect(result.notes.first?.contains("is not read") == true)
  }

  @Test func aCacheThatCannotBeWrittenCostsTheBuildOnlyIfItMayNotFail() async throws {
    try folder.write("in the way", to: "cache")
    let client = try BuildKitClient.ofEnvironment()
    let error = try await failure(of: request(exports: [export()]), on: client)
    #expect(error.code == .local && error.message.contains(cache))
    let result = try await client.build(request(exports: [export(["ignore-error": "true"])]))
    #expect(result.notes.count == 1 && result.notes[0].contains("not written"))
  }

  @Test func aFullDiskCostsTheBuildOnlyIfTheCacheMayNotFail() async throws {
    let disk = try MountedMemory(at: ScratchFolder(), options: "size=256k")
    let client = try BuildKitClient.ofEnvironment()
    var request = try request(exports: [export(["dest": disk.path, "ignore-error": "true"])])
    _ = try await client.build(request)
    request = try self.request(exports: [export(["dest": disk.path])])
    let error = try await failure(of: request, on: client)
    #expect((error.cause as? SystemFailure)?.errno == ENOSPC, "\(error)")
  }

  @Test func theFolderThatIsReadMayBeWritten() async throws {
    let client = try BuildKitClient.ofEnvironment()
    for _ in 0..<2 {
      _ = try await client.build(request(exports: [export()], imports: [importing()]))
      try expectWhole()
    }
  }

  @Test(arguments: [
    (CacheOptionsEntry(type: "local"), "dest=FOLDER"),
    (CacheOptionsEntry(type: "registry"), "ref=IMAGE"),
  ])
  func aCacheNeedsAPlace(_ entry: CacheOptionsEntry, _ text: String) async throws {
    let error = try await failure(of: request(exports: [entry]))
    #expect(error.code == .invalidArgument && error.message.contains(text))
  }
}
