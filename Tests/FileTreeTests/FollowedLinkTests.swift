import Glibc
import Testing

@testable import FileTree

@Suite struct FollowedLinkTests {
  let around = TemporaryFolder()
  let path: String

  init() {
    around.write("outside", "secret")
    around.write("in/a/file", "content")
    around.makeFolder("in/b")
    path = around.path + "/in"
  }

  func tree(_ exclude: [String] = []) throws -> FileTree {
    var tree = FileTree()
    let options = FolderOptions(
      symbolicLinks: .follow, excludePatterns: exclude.map { Array($0.utf8) })
    try tree.addFolder(path, options: options)
    return tree
  }

  @Test(arguments: ["../a/file", "./../b/../a//file", "/in/a/file", "toa/file", "chain"])
  func aLinkToAFileIsTheFile(_ target: String) throws {
    around.link("in/b/toa", to: "../a")
    around.link("in/b/chain", to: "toa/file")
    around.link("in/b/link", to: target.first == "/" ? around.path + target : target)
    let entry = try #require(try tree().entries().first { $0.name == "b/link" })
    #expect(entry.stat.mode == 0o644)
    #expect(entry.stat.linkName.isEmpty)
    #expect(try tree().content("b/link") == "content")
  }

  @Test(arguments: ["../a", "../a/.", "../b/../a/"])
  func aLinkToAFolderIsTheFolder(_ target: String) throws {
    around.link("in/b/link", to: target)
    #expect(try tree().paths() == ["a", "a/file", "b", "b/link", "b/link/file"])
    #expect(try tree().content("b/link/file") == "content")
    #expect(try tree().entries()[3].stat.isFolder)
  }

  @Test(arguments: [
    "../../outside", "/etc/passwd", "../..", "/", "../../in/a/file", "../../in2",
  ])
  func aLinkOutOfTheFolderIsRefusedByName(_ target: String) {
    around.link("in/b/link", to: target)
    #expect(
      throws: FileTreeError(
        .linkLeavesFolder, Array("\(path)/b/link".utf8), target: Array(target.utf8))
    ) {
      try tree().entries()
    }
  }

  @Test func aLinkThroughALinkOutOfTheFolderIsRefused() {
    around.link("in/b/way", to: "zout/file")
    around.link("in/b/zout", to: "../../in/a")
    #expect(
      throws: FileTreeError(
        .linkLeavesFolder, Array("\(path)/b/way".utf8), target: Array("zout/file".utf8))
    ) {
      try tree().entries()
    }
  }

  @Test func anAbsoluteLinkMustNotMerelyBeginLikeTheFolder() {
    around.write("in2/x")
    around.link("in/b/link", to: path + "2/x")
    #expect(errorCode { _ = try tree().entries() } == .linkLeavesFolder)
  }

  @Test(arguments: ["none", "../a/file/x", "../a/none/.."])
  func aLinkToNothingIsRefusedByName(_ target: String) {
    around.link("in/b/link", to: target)
    #expect(
      throws: FileTreeError(.danglingLink, Array("\(path)/b/link".utf8), target: Array(target.utf8))
    ) {
      try tree().entries()
    }
  }

  @Test(arguments: [
    ("link", "link"), ("link", "."), ("link", ".."), ("link", "../b"), ("x", "../b/x"),
  ])
  func aLinkAroundInCirclesIsRefusedByName(_ name: String, _ target: String) {
    around.link("in/b/\(name)", to: target)
    #expect(
      throws: FileTreeError(.linkLoop, Array("\(path)/b/\(name)".utf8), target: Array(target.utf8))
    ) {
      try tree().entries()
    }
  }

  @Test func whereLinksMayLeadAnywhereWhatTheyLeadToIsThere() throws {
    around.write("far/deep/x", "far away")
    around.link("far/deep/y", to: "x")
    around.link("in/b/file", to: "../../far/deep/x")
    around.link("in/b/folder", to: "\(path)/../far/deep")
    var tree = FileTree()
    try tree.addFolder(path, options: FolderOptions(symbolicLinks: .followAnywhere))
    #expect(try tree.content("b/file") == "far away")
    #expect(try tree.content("b/folder/x") == "far away")
    #expect(try tree.content("b/folder/y") == "far away")
    around.link("far/deep/again", to: "..")
    #expect(errorCode { _ = try tree.entries() } == .linkLoop)
  }

  @Test func aCircleThroughTwoFoldersIsRefused() {
    around.link("in/a/b", to: "../b")
    around.link("in/b/a", to: "../a")
    #expect(errorCode { _ = try tree().entries() } == .linkLoop)
  }

  @Test func theSameFolderTwiceIsNoCircle() throws {
    around.link("in/b/one", to: "../a")
    around.link("in/b/two", to: "../a")
    #expect(
      try tree().paths()
        == ["a", "a/file", "b", "b/one", "b/one/file", "b/two", "b/two/file"])
  }

  @Test func aLinkThatIsLeftOutIsNotFollowed() throws {
    around.link("in/b/link", to: "none")
    #expect(try tree(["b/link"]).paths() == ["a", "a/file", "b"])
    var paths: [String] = []
    try tree().walk(WalkFilter(exclude: [Array("b".utf8)])) {
      paths.append(String(decoding: $0.path, as: UTF8.self))
    }
    #expect(paths == ["a", "a/file"])
  }

  @Test func patternsSeeTheLinksName() throws {
    around.link("in/b/link", to: "../a")
    #expect(try tree(["b/link/file"]).paths() == ["a", "a/file", "b", "b/link"])
    #expect(try tree(["a"]).paths() == ["b", "b/link", "b/link/file"])
  }

  @Test func linksAreKeptUnlessToldOtherwise() throws {
    around.link("in/b/link", to: "../../outside")
    var tree = FileTree()
    try tree.addFolder(path)
    #expect(try tree.entries().last?.stat.linkName == Array("../../outside".utf8))
  }
}
