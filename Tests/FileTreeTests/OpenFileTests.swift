import Glibc
import Testing

@testable import FileTree

@Suite struct OpenFileTests {
  let folder = TemporaryFolder()
  let tree: FileTree
  let source: FileSource

  init() throws {
    folder.write("a/file", "some content")
    var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1_000, tv_nsec: 0)]
    utimensat(AT_FDCWD, folder.at("a/file"), &times, 0)
    var tree = FileTree()
    try tree.addFolder(folder.path)
    self.tree = tree
    source = try #require(try tree.entries().last?.source)
  }

  @Test func aFileIsRead() throws {
    #expect(try tree.open(source).text() == "some content")
  }

  @Test func aFileThatIsGoneVanished() {
    unlink(folder.at("a/file"))
    #expect(errorCode { _ = try tree.open(source) } == .vanished)
  }

  @Test(arguments: ["rewritten", "touched", "replaced", "link", "folder", "pipe"])
  func aFileThatIsAnotherOneChanged(_ way: String) {
    let file = folder.at("a/file")
    switch way {
    case "rewritten": folder.write("a/file", "SOME content")
    case "touched": utimensat(AT_FDCWD, file, nil, 0)
    default: rename(file, folder.at("a/other"))
    }
    switch way {
    case "replaced":
      folder.write("a/file", "some content")
      var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1_000, tv_nsec: 0)]
      utimensat(AT_FDCWD, file, &times, 0)
    case "link": folder.link("a/file", to: "other")
    case "folder": folder.makeFolder("a/file")
    case "pipe": mkfifo(file, 0o600)
    default: break
    }
    #expect(errorCode { _ = try tree.open(source) } == .changed)
  }

  @Test func aFolderOnTheWayThatBecameALinkLeadsNowhereElse() {
    folder.write("b/file", "some content")
    rename(folder.at("a"), folder.at("c"))
    folder.link("a", to: "b")
    #expect(errorCode { _ = try tree.open(source) } == .changed)
  }

  @Test(arguments: ["some", "some content and more"])
  func aFileThatIsWrittenWhileItIsReadChanged(_ content: String) throws {
    let file = try tree.open(source)
    var piece = [UInt8](repeating: 0, count: 4)
    _ = try piece.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
    folder.write("a/file", content)
    #expect(errorCode { _ = try file.text() } == .changed)
  }

  @Test func theReadThatReachesTheEndSeesThatTheFileChanged() throws {
    let file = try tree.open(source)
    var piece = [UInt8](repeating: 0, count: Int(file.size))
    utimensat(AT_FDCWD, folder.at("a/file"), nil, 0)
    let code = errorCode {
      _ = try piece.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
    }
    #expect(code == .changed)
  }

  @Test func anErrorNamesTheFile() {
    unlink(folder.at("a/file"))
    #expect(throws: FileTreeError(.vanished, Array("\(folder.path)/a/file".utf8), errorNumber: 2)) {
      try tree.open(source)
    }
  }

  @Test func aTableGivesSourcesBackByNumber() throws {
    folder.write("a/other", "beside it")
    folder.write("b/one", "from another folder")
    folder.write("b/two", "")
    var tree = self.tree
    try tree.addFile(contents: Array("from memory".utf8), at: TreePath("c"))
    var table = FileSourceTable()
    var number: UInt32 = 0
    try tree.walk { entry in
      table.append(entry, number: number)
      number += 1
    }
    table.compact()
    let texts = try (0..<8).map { try table[$0].map { try tree.open($0).text() } }
    #expect(
      texts == [
        nil, "some content", "beside it", nil, "from another folder", "", "from memory", nil,
      ])
  }
}
