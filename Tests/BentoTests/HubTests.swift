import Glibc
import Testing

@testable import Bento

private let commit = String(repeating: "0123456789", count: 4)

/// Models of Hugging Face in a cache.
@Suite struct HubTests {
  private let home: TemporaryHome
  private let cache: HubCache
  private let repository = "hub/models--acme--net"

  init() throws {
    home = try TemporaryHome()
    cache = HubCache(folder: "\(home.path)/hub")
    try home.write("\(repository)/refs/main", commit)
    try home.write("\(repository)/refs/old", "1111")
    try home.write("\(repository)/blobs/aaa", "{}")
    try home.write("\(repository)/blobs/bbb", "weights")
    try home.write("\(repository)/blobs/ccc", "of another snapshot")
    try home.write("\(repository)/snapshots/1111/x", "old")
    home.makeFolder("\(repository)/snapshots/\(commit)/sub")
    link("config.json", to: "../../blobs/aaa")
    link("sub/weights.bin", to: "../../../blobs/bbb")
    try home.write("\(repository)/snapshots/\(commit)/plain.txt", "no link")
  }

  private func link(_ name: String, to target: String) {
    #expect(symlink(target, "\(home.path)/\(repository)/snapshots/\(commit)/\(name)") == 0)
  }

  private func model(
    _ id: String = "acme/net", revision: String = "main", include: String = "", exclude: String = ""
  ) throws -> HuggingFaceModel {
    let yaml =
      "{name: a, version: b, service: c, models: [{tag: 'a:b', registry: huggingface, metadata: {"
      + "model_id: '\(id)', revision: '\(revision)', include: [\(include)], exclude: [\(exclude)]}}]}"
    guard case .huggingFace(let model)? = try info(yaml).models.first?.registry else {
      throw TemporaryHome.Failure()
    }
    return model
  }

  private func kept(_ model: HuggingFaceModel) throws -> Set<String>? {
    let root = "snapshots/\(commit)/"
    return try cache.snapshot(of: model).map { snapshot in
      Set(
        snapshot.kept.map {
          let path = String(decoding: $0, as: UTF8.self)
          return path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
        })
    }
  }

  @Test(arguments: ["main", commit])
  func onlyTheSelectedSnapshotIsTaken(_ revision: String) throws {
    #expect(
      try kept(model(revision: revision))
        == ["refs/main", "config.json", "sub/weights.bin", "plain.txt", "blobs/aaa", "blobs/bbb"])
  }

  @Test(arguments: [
    ("'*.json'", "", ["config.json", "blobs/aaa"]),
    ("", "'*.json'", ["sub/weights.bin", "plain.txt", "blobs/bbb"]),
    ("'sub/'", "", ["sub/weights.bin", "blobs/bbb"]),
    ("'*.bin', '*.txt'", "'plain*'", ["sub/weights.bin", "blobs/bbb"]),
    ("'*'", "'[!c]*'", ["config.json", "blobs/aaa"]),
  ])
  func patternsChooseFiles(_ include: String, _ exclude: String, _ expected: [String]) throws {
    let found = try kept(model(include: include, exclude: exclude))
    #expect(found == Set(expected + ["refs/main"]))
  }

  @Test func anotherCaseIsFound() throws {
    #expect(
      try cache.snapshot(of: model("ACME/Net"))?.path == Array("hf-models/models--ACME--Net".utf8))
  }

  @Test func linksThatLeadElsewhereAreFollowed() throws {
    try home.write("elsewhere", "far")
    link("far.bin", to: "\(home.path)/elsewhere")
    #expect(try cache.snapshot(of: model())?.followed == [Array("far.bin".utf8)])
  }

  @Test func anUnfinishedDownloadIsNamed() throws {
    link("missing.bin", to: "../../blobs/ddd")
    let model = try model()
    let error = errorOf { () throws(BentoError) in try cache.snapshot(of: model) }
    #expect(error?.kind == .unreadable)
    #expect(error?.description.contains("missing.bin") == true)
    #expect(error?.description.contains("blobs/ddd") == true)
  }

  @Test(arguments: ["other", "none"])
  func whatIsNotThereIsNil(_ revision: String) throws {
    #expect(try cache.snapshot(of: model(revision: revision)) == nil)
    #expect(try cache.snapshot(of: model("acme/other")) == nil)
  }

  @Test(arguments: ["../x", "-x", "a/b/c", "", "a b", ".x", "a//b"])
  func impossibleIDsAreRefused(_ id: String) {
    let error = #expect(throws: BentoError.self) { try model(id) }
    #expect(error?.kind == .invalidModel)
  }

  @Test(arguments: ["../x", "-x", "", "a//b", "a b", "/x", "a/../b"])
  func impossibleRevisionsAreRefused(_ revision: String) {
    let error = #expect(throws: BentoError.self) { try model(revision: revision) }
    #expect(error?.kind == .invalidModel)
  }

  @Test(arguments: [
    (nil, nil, []), ("https://huggingface.co", nil, ["HF_ENDPOINT"]),
    ("https://hub.example", "https://hub.example", []),
    ("https://hub.example", nil, ["HF_ENDPOINT", "HF_HUB_DISABLE_IMPLICIT_TOKEN"]),
    (
      "https://hub.example", "https://other.example",
      ["HF_ENDPOINT", "HF_HUB_DISABLE_IMPLICIT_TOKEN"]
    ),
  ])
  func aHubThatOnlyTheBentoNamesGetsNoToken(
    _ endpoint: String?, trusted: String?, _ variables: [String]
  ) {
    let model = HuggingFaceModel(
      modelID: "a/b", revision: "main", endpoint: endpoint, include: [], exclude: [])
    let program = HubProgram(name: "hf", model: model, cache: "/cache", trusted: trusted)
    #expect(program.environment.map(\.0) == variables)
  }

  @Test func whatIsMissingIsToldWithTheCommandThatFetchesIt() throws {
    let model = try model("acme/new")
    let tag = try BentoTag("a:b")
    let error = errorOf { () throws(BentoError) in
      try HubFetch(environment: { _ in nil }).snapshot(of: model, for: tag, in: cache)
    }
    #expect(error?.kind == .modelNotFound)
    #expect(error?.message.contains("run `hf download acme/new --revision main") == true)
  }
}

@Suite struct HubCacheTests {
  @Test(arguments: [
    (["BENTOML_HF_CACHE_DIR": "/a", "HF_HUB_CACHE": "/b"], "/a"),
    (["HF_HUB_CACHE": "/b", "HUGGINGFACE_HUB_CACHE": "/c", "HF_HOME": "/d"], "/b"),
    (["HUGGINGFACE_HUB_CACHE": "/c", "HF_HOME": "/d"], "/c"), (["HF_HOME": "/d"], "/d/hub"),
    (["HF_HOME": "~/d", "HOME": "/h"], "/h/d/hub"), (["HF_HOME": "$X/d", "X": "/x"], "/x/d/hub"),
    (["XDG_CACHE_HOME": "/e"], "/e/huggingface/hub"),
    (["HOME": "/h"], "/h/.cache/huggingface/hub"),
    (["BENTOML_HF_CACHE_DIR": "", "HF_HUB_CACHE": "", "HOME": "/h"], "/h/.cache/huggingface/hub"),
  ])
  func theEnvironmentNamesTheCache(_ variables: [String: String], _ folder: String) {
    #expect(HubCache(environment: { variables[$0] }).folder == folder)
  }
}
