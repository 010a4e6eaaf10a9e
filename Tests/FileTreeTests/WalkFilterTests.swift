import Glibc
import Testing

@testable import FileTree

@Suite struct WalkFilterTests {
  let folder = TemporaryFolder()

  func paths(
    include: [String] = [], exclude: [String] = [], follow: [String] = [],
    options: FolderOptions = FolderOptions()
  ) throws -> [String] {
    var tree = FileTree()
    try tree.addFolder(folder.path, options: options)
    let filter = WalkFilter(
      include: include.map { Array($0.utf8) }, exclude: exclude.map { Array($0.utf8) },
      followPaths: follow.map { Array($0.utf8) })
    var paths: [String] = []
    try tree.walk(filter) { paths.append(String(decoding: $0.path, as: UTF8.self)) }
    return paths
  }

  func writeSomeFiles() {
    for name in ["a/b/c", "a/b/d.py", "a/e", "f/g.py", "f/h/i", "j.py"] { folder.write(name) }
  }

  static let includes: [([String], [String])] = [
    (["a/b"], ["a", "a/b", "a/b/c", "a/b/d.py"]),
    (["**/*.py"], ["a", "a/b", "a/b/d.py", "f", "f/g.py", "j.py"]),
    (["*.py"], ["j.py"]),
    (["f/*"], ["f", "f/g.py", "f/h", "f/h/i"]),
    (["f", "!f/h"], ["f", "f/g.py"]),
    (["f", "!f/h", "f/h/i"], ["f", "f/g.py", "f/h", "f/h/i"]),
    (["nothing"], []),
    (["."], []),
    ([""], []),
  ]

  @Test(arguments: includes)
  func onlyWhatIsIncludedIsVisitedAndTheFoldersOnTheWay(
    _ patterns: [String], _ expected: [String]
  ) throws {
    writeSomeFiles()
    #expect(try paths(include: patterns) == expected)
  }

  static let excludes: [([String], [String])] = [
    (["a", "j.py"], ["f", "f/g.py", "f/h", "f/h/i"]),
    (["a/*"], ["a", "f", "f/g.py", "f/h", "f/h/i", "j.py"]),
    (["*", "!f/h"], ["f", "f/h", "f/h/i"]),
    (["*", "!**/*.py"], ["a", "a/b", "a/b/d.py", "f", "f/g.py", "j.py"]),
    // A pattern that was not needed for a folder is not tried again for what is in it.
    (["**", "!a/b/c", "a/b"], ["a", "a/b", "a/b/c"]),
    (["f", "!f/nothing"], ["a", "a/b", "a/b/c", "a/b/d.py", "a/e", "j.py"]),
  ]

  @Test(arguments: excludes)
  func whatIsExcludedIsNotVisited(_ patterns: [String], _ expected: [String]) throws {
    writeSomeFiles()
    #expect(try paths(exclude: patterns) == expected)
    #expect(
      try paths(options: FolderOptions(excludePatterns: patterns.map { Array($0.utf8) }))
        == expected)
  }

  @Test func includedAndExcludedIsNotVisited() throws {
    writeSomeFiles()
    #expect(try paths(include: ["a"], exclude: ["**/*.py", "a/b/c"]) == ["a", "a/b", "a/e"])
    #expect(
      try paths(include: ["a/b/d.py"], exclude: ["a", "!a/b/d.py"]) == ["a", "a/b", "a/b/d.py"])
  }

  @Test func aFolderInWhichNothingIsSentIsNotRead() throws {
    folder.write("a/b/c")
    folder.write("d/e")
    var tree = FileTree()
    try tree.addFolder(folder.path)
    var seen: [String] = []
    let filter = WalkFilter(exclude: [Array("d".utf8)])
    // The folder is gone when the walk comes to it, which would be an error.
    try tree.walk(filter) { entry in
      if seen.isEmpty { rename(folder.at("d"), folder.at("z")) }
      seen.append(String(decoding: entry.path, as: UTF8.self))
    }
    #expect(seen == ["a", "a/b", "a/b/c"])
  }

  @Test func whatVanishesDuringTheWalkIsAnError() throws {
    for (name, way) in [("file", "b"), ("folder", "c/d")] {
      let folder = TemporaryFolder()
      folder.write("a")
      folder.write(way)
      var tree = FileTree()
      try tree.addFolder(folder.path)
      let gone = String(way.prefix(1))
      let error = #expect(throws: FileTreeError.self, "\(name)") {
        try tree.walk { _ in rename(folder.at(gone), folder.at("z")) }
      }
      #expect(error?.code == .vanished)
      #expect(error?.path.starts(with: "\(folder.path)/\(gone)".utf8) == true)
    }
  }

  @Test func hardLinksNameTheFirstThatIsSent() throws {
    folder.write("a", "1")
    for name in ["b", "c"] { link(folder.at("a"), folder.at(name)) }
    var tree = FileTree()
    try tree.addFolder(folder.path)
    var links: [String] = []
    try tree.walk(WalkFilter(exclude: [Array("a".utf8)])) { entry in
      links.append(String(decoding: entry.stat.linkName, as: UTF8.self))
    }
    #expect(links == ["", "b"])
  }

  func writeSomeLinks() {
    for name in ["a/b/c", "a/d", "e/f", "a*/x"] { folder.write(name) }
    folder.link("l", to: "a/b")
    folder.link("a/m", to: "../e/f")
    folder.link("abs", to: "/e")
    folder.link("up", to: "../../e")
    folder.link("loop", to: "loop/x")
    folder.link("w1", to: "a/d")
    folder.link("w2", to: "e")
    folder.link("root", to: "/")
    folder.link("dead", to: "none/at/all")
  }

  static let follows: [([String], [String])] = [
    (["l"], ["a", "a/b", "a/b/c", "l"]),
    (["/l/c"], ["a", "a/b", "a/b/c", "l"]),
    (["a/m"], ["a", "a/m", "e", "e/f"]),
    (["abs/f"], ["abs", "e", "e/f"]),
    (["up"], ["e", "e/f", "up"]),
    (["loop"], ["loop"]),
    (["w?"], ["a", "a/d", "e", "e/f", "w1", "w2"]),
    (["dead"], ["dead"]),
    (["none"], []),
    (["../a"], []),
    (["a/d/x"], []),
    (["a/d", "a"], ["a", "a/b", "a/b/c", "a/d", "a/m"]),
    // A second path through the same link is not followed.
    (["l/c", "l/d"], ["a", "a/b", "a/b/c", "l"]),
  ]

  @Test(arguments: follows)
  func linksOnTheWayToAPathAreFollowed(_ paths: [String], _ expected: [String]) throws {
    writeSomeLinks()
    #expect(try self.paths(follow: paths) == expected)
  }

  @Test(arguments: [["root"], ["."], ["/"], ["e", "root/x/.."]])
  func theRootAmongFollowedPathsIsEverything(_ follow: [String]) throws {
    writeSomeLinks()
    #expect(try paths(follow: follow) == paths())
    #expect(try paths(include: ["e"], follow: follow) == ["e", "e/f"])
  }

  @Test(arguments: [
    (["a", "a/b", "a-b", "b"], ["a", "a-b", "b"]), (["/a", "b"], ["b"]),
    (["b", "a/b", "a", "a/c"], ["b", "a/b", "a"]), ([], []), (["a", ".", "b"], nil),
  ])
  func pathsInsideTheOneBeforeAreLeftOut(_ paths: [String], _ expected: [String]?) {
    let kept = FollowedPaths.withoutInner(paths.map { Array($0.utf8) })
    #expect(kept == expected?.map { Array($0.utf8) })
  }

  @Test func followedPathsAddToWhatIsIncluded() throws {
    writeSomeLinks()
    #expect(try paths(include: ["e"], follow: ["w1"]) == ["a", "a/d", "e", "e/f", "w1"])
    #expect(
      try paths(include: ["a"], exclude: ["a/b"], follow: ["w1"]) == ["a", "a/d", "a/m", "w1"])
  }

  @Test func anAddedLinkIsFollowedToo() throws {
    folder.write("a/b")
    var tree = FileTree()
    try tree.addFolder(folder.path, at: TreePath("x"))
    try tree.addSymbolicLink(to: Array("x/a".utf8), at: TreePath("l"))
    var paths: [String] = []
    try tree.walk(WalkFilter(followPaths: [Array("l/b".utf8)])) {
      paths.append(String(decoding: $0.path, as: UTF8.self))
    }
    #expect(paths == ["l", "x", "x/a", "x/a/b"])
  }

  @Test func aNULInAPathToFollowIsRefused() throws {
    #expect(errorCode { _ = try paths(follow: ["a\0b"]) } == .invalidPath)
  }
}
