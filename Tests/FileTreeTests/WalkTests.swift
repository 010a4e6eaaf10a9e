import Glibc
import Testing

@testable import FileTree

@Suite struct WalkTests {
  let folder = TemporaryFolder()

  func tree() throws -> FileTree {
    var tree = FileTree()
    try tree.addFolder(folder.path)
    return tree
  }

  @Test func parentsComeFirstAndSiblingsInByteOrder() throws {
    for name in ["b", "a/x", "a-b", "a.txt", "a/b/c", "A", "a0/z", "\u{e9}", "e\u{301}"] {
      folder.write(name)
    }
    let expected = [
      "A", "a", "a/b", "a/b/c", "a/x", "a-b", "a.txt", "a0", "a0/z", "b", "e\u{301}", "\u{e9}",
    ]
    #expect(try tree().entries().map(\.path) == expected.map { Array($0.utf8) })
  }

  @Test func anyBytesAreAName() throws {
    let names: [[UInt8]] = [
      [0x0a], Array("a\nb".utf8), Array("e\u{301}".utf8), [UInt8](repeating: 0x78, count: 255),
      [0xc3, 0x28], Array("\u{e9}".utf8), [0xff, 0xfe],
    ]
    for name in names { folder.write(bytes: name, "x") }
    let entries = try tree().entries()
    #expect(entries.map(\.path) == names)
    for entry in entries {
      #expect(try tree().open(#require(entry.source)).text() == "x")
    }
  }

  @Test func manyNamesWithTheSameBeginningAreSorted() throws {
    let names = (0..<500).map { "a_long_prefix_\($0)" }
    for name in names.shuffled() { folder.write(name) }
    #expect(try tree().paths() == names.sorted())
  }

  @Test func aStatSaysWhatGoSays() throws {
    folder.write("file", "12345")
    chmod(folder.at("file"), 0o4751)
    folder.makeFolder("dir")
    chmod(folder.at("dir"), 0o3755)
    folder.link("link", to: "somewhere")
    mkfifo(folder.at("pipe"), 0o600)
    var times = [timespec(tv_sec: 5, tv_nsec: 7), timespec(tv_sec: 1_600_000_000, tv_nsec: 9)]
    utimensat(AT_FDCWD, folder.at("file"), &times, 0)
    times[1] = timespec(tv_sec: -2, tv_nsec: 1)
    utimensat(AT_FDCWD, folder.at("dir"), &times, 0)
    let entries = try tree().entries()
    let stats = Dictionary(uniqueKeysWithValues: entries.map { ($0.name, $0.stat) })
    let file = try #require(stats["file"])
    #expect(file.mode == 0x80_0000 | 0o751)
    #expect(file.size == 5)
    #expect(file.modificationTime == 1_600_000_000_000_000_009)
    #expect(file.isRegular)
    let dir = try #require(stats["dir"])
    #expect(dir.mode == 0x8050_0000 | 0o755)
    #expect(dir.size == 0)
    #expect(dir.modificationTime == -1_999_999_999)
    let link = try #require(stats["link"])
    #expect(link.mode == 0x0800_0000 | 0o777)
    #expect(link.linkName == Array("somewhere".utf8))
    #expect(link.size == 9)
    let pipe = try #require(stats["pipe"])
    #expect(pipe.mode == 0x0200_0000 | 0o600)
    #expect(entries.filter { $0.source != nil }.map(\.name) == ["file"])
  }

  @Test func aSocketIsAnEmptyFile() throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) {
      $0.copyBytes(from: folder.at("socket").map(UInt8.init(bitPattern:)))
    }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(bound == 0)
    chmod(folder.at("socket"), 0o640)
    let entry = try #require(try tree().entries().first)
    #expect(entry.stat.mode == 0o640)
    #expect(try tree().content("socket") == "")
  }

  @Test func aLaterHardLinkCarriesTheFirstPath() throws {
    folder.write("b/one", "123")
    folder.makeFolder("a")
    _ = Glibc.link(folder.at("b/one"), folder.at("b/two"))
    _ = Glibc.link(folder.at("b/one"), folder.at("a/three"))
    folder.write("b/alone")
    let links = try tree().entries().filter { !$0.stat.isFolder }
    #expect(links.map(\.name) == ["a/three", "b/alone", "b/one", "b/two"])
    #expect(
      links.map { String(decoding: $0.stat.linkName, as: UTF8.self) }
        == ["", "", "a/three", "a/three"])
    #expect(links.map(\.stat.size) == [3, 0, 3, 3])
  }

  @Test func whatIsNotAFolderCannotBeAdded() throws {
    folder.write("file")
    var tree = FileTree()
    #expect(errorCode { try tree.addFolder(folder.path + "/file") } == .notAFolder)
    #expect(errorCode { try tree.addFolder(folder.path + "/none") } == .notFound)
    #expect(errorCode { try tree.addFolder("") } == .notFound)
  }

  @Test func aFolderStaysTheSameWhenItIsRenamed() throws {
    folder.write("a/x", "1")
    var tree = FileTree()
    try tree.addFolder(folder.path + "/a")
    rename(folder.at("a"), folder.at("b"))
    folder.write("a/y", "2")
    #expect(try tree.content("x") == "1")
  }

  @Test func anErrorInAVisitEndsTheWalk() throws {
    folder.write("a")
    folder.write("b")
    var count = 0
    #expect(throws: FileTreeError.self) {
      try tree().walk { _ in
        count += 1
        throw FileTreeError(.invalidPath, [])
      }
    }
    #expect(count == 1)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func whatMayNotBeReadIsAnErrorUnlessItIsNotSent() throws {
    folder.write("a/x")
    folder.write("b/y")
    chmod(folder.at("a"), 0)
    chmod(folder.at("b/y"), 0)
    let tree = try tree()
    let shown = Array("\(folder.path)/a/".utf8.dropLast())
    #expect(throws: FileTreeError(.notPermitted, shown, errorNumber: EACCES)) {
      try tree.entries()
    }
    var sources: [FileSource?] = []
    // The exception makes the walk look into the folder, although it is not sent.
    let exclude = ["a", "!**/z"].map { Array($0.utf8) }
    try tree.walk(WalkFilter(exclude: exclude)) { sources.append($0.source) }
    #expect(sources.count == 2)
    let source = try #require(sources.last as? FileSource)
    #expect(errorCode { _ = try tree.open(source) } == .notPermitted)
  }
}
