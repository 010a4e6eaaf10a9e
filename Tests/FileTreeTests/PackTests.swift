import Glibc
import Testing

@testable import FileTree

/// Files that are pieces of a larger one.
@Suite struct PackTests {
  private let folder = TemporaryFolder()

  init() { folder.write("pack", "0123456789") }

  private func tree() throws -> FileTree {
    var tree = FileTree()
    let descriptor = open(folder.at("pack"), O_RDONLY)
    let pack = try tree.addPack(descriptor: descriptor, path: "pack")
    close(descriptor)
    try tree.addFile(
      in: pack, from: 2, size: 3, at: TreePath("a/x"), mode: 0o600, modificationTime: 42)
    try tree.addFile(in: pack, from: 0, size: 0, at: TreePath("empty"), modificationTime: 1)
    try tree.addFile(in: pack, from: 8, size: 5, at: TreePath("long"), modificationTime: 1)
    return tree
  }

  @Test func aPieceIsAFile() throws {
    let tree = try tree()
    #expect(try tree.marks() == ["a/", "a/x", "empty", "long"])
    #expect(try tree.content("a/x") == "234")
    #expect(try tree.content("empty") == "")
    let stat = try tree.entries()[1].stat
    #expect(stat.mode == 0o600 && stat.size == 3)
    #expect(stat.modificationTime == 42 && stat.announcedTime == 42)
  }

  @Test func aPieceThatIsNotThereIsAnError() throws {
    let tree = try tree()
    #expect(errorCode { _ = try tree.content("long") } == .changed)
  }

  @Test func aPackThatIsWrittenMeanwhileIsAnError() throws {
    let tree = try tree()
    folder.write("pack", "0123456789 and more")
    #expect(errorCode { _ = try tree.content("a/x") } == .changed)
  }

  @Test func sourcesAreKept() throws {
    let tree = try tree()
    var sources = FileSourceTable()
    var number: UInt32 = 0
    try tree.walk { entry in
      sources.append(entry, number: number)
      number += 1
    }
    let source = try #require(sources[1])
    #expect(try tree.open(source).text() == "234")
  }

  @Test func thereMustBeSuchAPack() {
    var tree = FileTree()
    #expect(
      errorCode {
        try tree.addFile(in: 0, from: 0, size: 1, at: TreePath("x"), modificationTime: 0)
      } == .invalidPath)
  }
}
