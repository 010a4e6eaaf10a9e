import Testing

@testable import Archive

@Suite struct LinkTests {
  private let folder: ArchiveFolder

  init() throws { folder = try ArchiveFolder() }

  private func tar(_ links: [(String, String)]) -> [UInt8] {
    var tar = TarMaker()
    tar.file("data/real", "content")
    tar.folder("other")
    for (path, target) in links { tar.link(path, to: target) }
    return tar.ended
  }

  @Test(arguments: [
    ([("link", "data/real")], "link"), ([("other/link", "../data/real")], "other/link"),
    ([("other/link", "../data/./real")], "other/link"), ([("way", "data")], "way/real"),
    ([("a", "b"), ("b", "data"), ("c", "a/real")], "c"),
    ([("other/in", "../other/../data")], "other/in/real"),
  ])
  func aLinkStandsForWhatItLeadsTo(_ links: [(String, String)], _ path: String) throws {
    let archive = try folder.open(tar(links))
    #expect(try archive.read(path, limit: 100) == Array("content".utf8))
  }

  @Test(arguments: [
    ("link", "/etc/passwd"), ("link", "../x"), ("other/link", "../../x"),
    ("link", "data/../../data/real"),
    ("link", "/"), ("link", ".."),
  ])
  func aLinkOutOfTheArchiveIsRefusedByName(_ path: String, _ target: String) throws {
    let error = #expect(throws: ArchiveError.self) { try folder.open(tar([(path, target)])) }
    #expect(error?.kind == .leavesArchive)
    #expect(error?.message.contains("'\(path)' to '\(target)'") == true)
  }

  @Test(arguments: [
    [("link", "nothing")], [("link", "data/real/x")], [("link", "link")], [("a", "b"), ("b", "a")],
    [("data/up", "..")], [("data/self", ".")], [("data/o", "../other"), ("other/d", "../data")],
  ])
  func aLinkToNothingOrInCirclesIsRefused(_ links: [(String, String)]) {
    #expect(kind { _ = try folder.open(tar(links)) } == .badLink)
  }

  @Test func linksThatMultiplyFoldersAreBounded() {
    var tar = TarMaker()
    tar.file("f0/x", "")
    for level in 1...30 {
      tar.folder("f\(level)")
      for copy in 0..<10 { tar.link("f\(level)/\(copy)", to: "../f\(level - 1)") }
    }
    #expect(kind { _ = try folder.open(tar.ended) } == .tooLarge)
  }

  @Test func aHardLinkHasTheBytesOfTheFirst() throws {
    var tar = TarMaker()
    tar.file("a", "content")
    tar.link("b", to: "./a", isHard: true)
    #expect(try folder.open(tar.ended).read("b", limit: 100) == Array("content".utf8))
    tar.link("c", to: "gone", isHard: true)
    #expect(kind { _ = try folder.open(tar.ended) } == .badLink)
  }

  @Test(arguments: ["/etc/x", "../x", "a/../../x", "a/.."])
  func aPathOutOfTheArchiveIsRefused(_ path: String) {
    var tar = TarMaker()
    tar.file(path, "x")
    #expect(kind { _ = try folder.open(tar.ended) } == .leavesArchive)
  }

  @Test func nothingIsWrittenThroughALink() throws {
    var tar = TarMaker()
    tar.link("way", to: "/tmp")
    tar.file("way/x", "x")
    #expect(kind { _ = try folder.open(tar.ended) } == .malformed)
  }
}
