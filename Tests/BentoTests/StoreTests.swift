import Bento
import Testing

@Suite struct StoreTests {
  private let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
    try home.bento("one/v1", name: "one", version: "v1")
    try home.write("bentos/one/latest", "v1\n")
    try home.bento("many/abc111", name: "many", version: "abc111", created: "2024-01-01")
    try home.bento("many/abc222", name: "many", version: "abc222", created: "2024-03-01")
    try home.bento("many/xyz9", name: "many", version: "xyz9", created: "2024-02-01")
    try home.write("bentos/many/latest", "xyz9")
    try home.write("bentos/many/abcfile", "not a bento")
    try home.bento("stale/a", name: "stale", version: "a", created: "'2024-01-01T00:00:00+00:00'")
    try home.bento("stale/b", name: "stale", version: "b", created: "'2025-01-01T00:00:00+00:00'")
    try home.write("bentos/stale/latest", "gone")
    try home.bento("zones/a", name: "zones", version: "a", created: "'2024-01-01T12:00:00'")
    try home.bento("zones/b", name: "zones", version: "b", created: "'2024-01-01T12:00:00-08:00'")
    try home.bento("blank/v1", name: "blank", version: "v1")
    try home.write("bentos/blank/latest", "")
    try home.write("bentos/blank/stray/notes.txt", "no bento")
    try home.write("bentos/blank/file.txt", "no bento")
    try home.bento("upper/v1", name: "upper", version: "v1")
    try home.write("bentos/upper/latest", "V1")
    try home.bento("odd/v1", name: "other", version: "v9")
    try home.write("bentos/noyaml/v1/README.md", "nothing here")
    try home.write("bentos/noyaml/latest", "v1")
    try home.write("bentos/weird/latest", "../one/v1")
    try home.bento("weird/w1", name: "weird", version: "w1")
    home.makeFolder("bentos/empty")
  }

  private var store: BentoStore { BentoStore(home: home.path) }

  @Test(arguments: [
    ("one:v1", "one:v1", "one/v1"),
    ("one:v", "one:v1", "one/v1"),
    ("one", "one:v1", "one/v1"),
    ("one:latest", "one:v1", "one/v1"),
    ("ONE:V1", "one:v1", "one/v1"),
    ("many", "many:xyz9", "many/xyz9"),
    ("many:abc1", "many:abc111", "many/abc111"),
    ("stale", "stale:b", "stale/b"),
    ("zones", "zones:b", "zones/b"),
    ("blank", "blank:v1", "blank/v1"),
    ("upper", "upper:v1", "upper/v1"),
    ("odd:v1", "other:v9", "odd/v1"),
    ("weird", "weird:w1", "weird/w1"),
  ])
  func aTagFindsItsBento(_ reference: String, tag: String, folder: String) throws {
    let bento = try store.bento(named: reference)
    #expect(bento.tag.description == tag)
    #expect(bento.folder == "\(home.path)/bentos/\(folder)")
  }

  @Test(arguments: [
    ("one:v2", BentoError.Kind.bentoNotFound), ("one:latest1", .bentoNotFound),
    ("nobody", .bentoNotFound), ("empty", .bentoNotFound), ("noyaml", .missingBentoFile),
    ("noyaml:v1", .missingBentoFile), ("many:abcf", .bentoNotFound),
    ("many:abc", .ambiguousVersion),
    ("one:", .emptyVersion), ("one:v*", .invalidTag), ("one:1.", .invalidTag),
    ("./nowhere", .bentoNotFound), ("localhost:5000/a", .bentoNotFound),
    ("/tmp", .missingBentoFile),
  ])
  func whatIsNotThereIsSaid(_ reference: String, kind: BentoError.Kind) {
    #expect(errorOf { () throws(BentoError) in try store.bento(named: reference) }?.kind == kind)
  }

  @Test func severalVersionsAreListedInOrder() throws {
    let error = try #require(
      errorOf { () throws(BentoError) in try store.bento(named: "many:abc") })
    #expect(error.message.contains("abc111, abc222"))
  }

  @Test func aNotFoundErrorNamesTheTagAndTheCommand() throws {
    let error = try #require(
      errorOf { () throws(BentoError) in try store.bento(named: "one:v2") })
    #expect(error.message.contains("'one:v2'"))
    #expect(error.message.contains("`bentoml pull one:v2`"))
  }

  @Test func aPathFindsItsBento() throws {
    let path = "\(home.path)/bentos/many/abc111"
    #expect(try store.bento(named: path + "/").folder == path)
    #expect(try Bento(at: path).tag.description == "many:abc111")
  }

  @Test func lookingUpWritesNothing() throws {
    _ = try store.bento(named: "stale")
    _ = try store.bento(named: "zones")
    #expect(try File.read("\(home.path)/bentos/stale/latest", limit: 10) == Array("gone".utf8))
    #expect(!File.exists("\(home.path)/bentos/zones/latest"))
    #expect(!File.exists("\(home.path)/models"))
    _ = errorOf { () throws(BentoError) in
      try BentoStore(home: "\(home.path)/new").bento(named: "a")
    }
    #expect(!File.exists("\(home.path)/new"))
  }

  @Test func loweringAReferenceIsReported() throws {
    #expect(try store.bento(named: "ONE:V1").warnings.map(\.kind) == [.lowercased, .lowercased])
  }

  @Test func modelsFollowTheSameRules() throws {
    try home.model("net", "v1", created: "2024-01-01T00:00:00+00:00")
    try home.model("net", "v2", created: "2024-02-01T00:00:00")
    let models = ModelStore(home: home.path)
    #expect(try models.model(try BentoTag("net")).tag.version == "v2")
    #expect(try models.model(try BentoTag("net:v1")).folder == "\(home.path)/models/net/v1")
    let missing = errorOf { () throws(BentoError) in try models.model(try BentoTag("gone")) }
    #expect(missing?.kind == .modelNotFound)
  }
}
