import Glibc
import Testing

@testable import FileTree

@Suite struct OverlayTests {
  let one = TemporaryFolder()
  let two = TemporaryFolder()

  @Test func aFolderAppearsAtItsPlace() throws {
    one.write("x", "1")
    chmod(one.path, 0o700)
    var tree = FileTree()
    try tree.addFolder(one.path, at: TreePath("models/m/1"))
    let entries = try tree.entries()
    #expect(entries.map(\.name) == ["models", "models/m", "models/m/1", "models/m/1/x"])
    #expect(entries.map { $0.stat.mode & 0o777 } == [0o755, 0o755, 0o700, 0o644])
    #expect(try tree.content("models/m/1/x") == "1")
  }

  @Test func foldersMergeAndTheLaterFileWins() throws {
    for (name, text) in [("a", "1"), ("d/b", "1"), ("d/c", "1")] { one.write(name, text) }
    for (name, text) in [("d/b", "2"), ("d/e", "2"), ("f", "2")] { two.write(name, text) }
    var tree = FileTree()
    try tree.addFolder(one.path)
    try tree.addFolder(two.path)
    let expected = ["a": "1", "d/b": "2", "d/c": "1", "d/e": "2", "f": "2"]
    #expect(try tree.paths() == ["a", "d", "d/b", "d/c", "d/e", "f"])
    for (path, text) in expected { #expect(try tree.content(path) == text) }
  }

  @Test func aMergedFolderIsTheLaterOne() throws {
    for folder in [one, two] { folder.makeFolder("d") }
    chmod(one.at("d"), 0o711)
    chmod(two.at("d"), 0o722)
    var tree = FileTree()
    try tree.addFolder(two.path)
    try tree.addFolder(one.path)
    #expect(try tree.entries().map(\.stat.mode) == [FileMode.folder | 0o711])
    try tree.addFile(contents: [], at: TreePath("d/x"))
    #expect(try tree.entries().map(\.stat.mode) == [FileMode.folder | 0o711, 0o644])
    try tree.addEmptyFolder(at: TreePath("d"), mode: 0o700)
    #expect(try tree.entries().map(\.stat.mode) == [FileMode.folder | 0o700, 0o644])
    try tree.addFolder(two.path)
    #expect(try tree.entries().map(\.stat.mode) == [FileMode.folder | 0o722, 0o644])
  }

  @Test func aGeneratedFileIsPutOverOneOnDisk() throws {
    one.write("env/Dockerfile", "disk")
    one.write("env/other", "disk")
    var tree = FileTree()
    try tree.addFolder(one.path)
    try tree.addFile(contents: Array("memory".utf8), at: TreePath("env/Dockerfile"))
    #expect(try tree.content("env/Dockerfile") == "memory")
    #expect(try tree.content("env/other") == "disk")
    try tree.addFolder(one.path)
    #expect(try tree.content("env/Dockerfile") == "disk")
  }

  @Test func theLaterOfAFileAndAFolderHidesTheOther() throws {
    one.write("a", "file")
    two.write("a/b", "in a folder")
    var tree = FileTree()
    try tree.addFolder(two.path)
    try tree.addFolder(one.path)
    #expect(try tree.marks() == ["a"])
    try tree.addFolder(two.path)
    #expect(try tree.marks() == ["a/", "a/b"])
    try tree.addSymbolicLink(to: Array("x".utf8), at: TreePath("a"))
    #expect(try tree.marks() == ["a"])
    // Only what is later than the link is in the folder.
    try tree.addFile(contents: [], at: TreePath("a/c/d"))
    #expect(try tree.marks() == ["a/", "a/c/", "a/c/d"])
    try tree.addFile(contents: [], at: TreePath("a/c"))
    #expect(try tree.marks() == ["a/", "a/c"])
    try tree.addFolder(two.path)
    #expect(try tree.marks() == ["a/", "a/b", "a/c"])
  }

  @Test func anEarlierFolderInsideIsLaidUnderALaterOneAround() throws {
    one.write("x", "inner")
    one.write("y", "inner")
    two.write("d/x", "outer")
    chmod(one.path, 0o711)
    chmod(two.at("d"), 0o722)
    var tree = FileTree()
    try tree.addFolder(one.path, at: TreePath("d"))
    try tree.addFolder(two.path)
    #expect(try tree.paths() == ["d", "d/x", "d/y"])
    #expect(try tree.content("d/x") == "outer")
    #expect(try tree.entries().first?.stat.mode == FileMode.folder | 0o722)
  }

  @Test func aFileHidesWhatWasAddedBelowItBefore() throws {
    var tree = FileTree()
    try tree.addFile(contents: [], at: TreePath("a/b"))
    try tree.addFile(contents: [], at: TreePath("a"))
    #expect(try tree.marks() == ["a"])
    one.write("a")
    try tree.addFile(contents: [], at: TreePath("a/c"))
    #expect(try tree.marks() == ["a/", "a/c"])
    try tree.addFolder(one.path)
    #expect(try tree.marks() == ["a"])
  }

  @Test func aLinkOnDiskIsNoFolderToAddTo() throws {
    one.write("real/x")
    one.link("d", to: "real")
    var tree = FileTree()
    try tree.addFolder(one.path)
    try tree.addFile(contents: [], at: TreePath("d/y"))
    #expect(try tree.paths() == ["d", "d/y", "real", "real/x"])
  }

  @Test func whatAFolderLeavesOutShowsWhatIsUnderIt() throws {
    one.write("a", "1")
    one.write("d/x", "1")
    two.write("a", "2")
    two.write("d/x", "2")
    two.write("d/y", "2")
    var tree = FileTree()
    try tree.addFolder(one.path)
    let options = FolderOptions(excludePatterns: ["a", "d/*", "!d/y"].map { Array($0.utf8) })
    try tree.addFolder(two.path, options: options)
    #expect(try tree.content("a") == "1")
    #expect(try tree.content("d/x") == "1")
    #expect(try tree.content("d/y") == "2")
  }

  @Test func aFoldersPatternsAreForPathsInsideIt() throws {
    one.write("m/x")
    one.write("y")
    var tree = FileTree()
    try tree.addFolder(
      one.path, at: TreePath("m"), options: FolderOptions(excludePatterns: [Array("m".utf8)]))
    #expect(try tree.paths() == ["m", "m/y"])
  }

  @Test func aMalformedPatternOfAFolderIsRefused() {
    var tree = FileTree()
    #expect(
      errorCode {
        try tree.addFolder(one.path, options: FolderOptions(excludePatterns: [[0x5b]]))
      } == .invalidPattern)
  }

  @Test func aLeftOutFolderGivesNothingToAMergedOne() throws {
    for folder in [one, two] { folder.write("d/x") }
    chmod(one.at("d"), 0o711)
    chmod(two.at("d"), 0o722)
    var tree = FileTree()
    try tree.addFolder(one.path)
    let options = FolderOptions(excludePatterns: ["d", "!d/x"].map { Array($0.utf8) })
    try tree.addFolder(two.path, options: options)
    #expect(try tree.entries().first?.stat.mode == FileMode.folder | 0o711)
  }

  @Test func hardLinksAreFoundAcrossFolders() throws {
    one.write("x", "1")
    link(one.at("x"), two.at("y"))
    var tree = FileTree()
    try tree.addFolder(one.path, at: TreePath("one"))
    try tree.addFolder(two.path, at: TreePath("two"))
    #expect(try tree.entries().last?.stat.linkName == Array("one/x".utf8))
  }

  @Test func aCopyOfATreeIsItsOwn() throws {
    var tree = FileTree()
    try tree.addFile(contents: [1], at: TreePath("a"))
    let copy = tree
    try tree.addFile(contents: [2], at: TreePath("b"))
    #expect(try copy.paths() == ["a"])
    #expect(try tree.paths() == ["a", "b"])
  }
}
