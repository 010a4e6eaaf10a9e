import Glibc
import Testing

@testable import FileTree

/// Nothing stays behind, whatever happens.
@Suite struct StagingRemovalTests {
  private struct Stopped: Error {}

  let folder = TemporaryFolder()
  let home = TemporaryFolder()
  let tree: FileTree

  init() throws {
    folder.write("closed/file", "content")
    folder.write("other")
    chmod(folder.at("closed"), 0o500)
    var tree = FileTree()
    try tree.addFolder(folder.path)
    try tree.addEmptyFolder(at: TreePath("shut"), mode: 0)
    self.tree = tree
  }

  private var area: StagingArea { StagingArea(folder: home.path) }
  private var left: [String] {
    let descriptor = open(home.path, O_RDONLY | O_DIRECTORY)
    defer { close(descriptor) }
    return FolderRemoval.names(in: descriptor).map { String(decoding: $0.shown, as: UTF8.self) }
  }

  @Test func removingLeavesNothing() throws {
    let staged = try area.stage(tree)
    #expect(left.count == 1)
    staged.remove()
    #expect(left.isEmpty)
    staged.remove()
  }

  @Test func theLastReferenceTakesItAlong() throws {
    do {
      let staged = try area.stage(tree)
      #expect(left.count == 1)
      _ = staged
    }
    #expect(left.isEmpty)
  }

  @Test(arguments: 1...4) func stoppingLeavesNothing(_ step: Int) {
    var count = 0
    #expect(throws: Stopped.self) {
      try area.stage(tree) {
        count += 1
        if count == step { throw Stopped() }
      }
    }
    #expect(left.isEmpty)
  }

  @Test func aCopyCanBeStoppedInTheMiddle() throws {
    let other = TemporaryFolder(below: "/dev/shm")
    folder.write("z")
    truncate(folder.at("z"), 256 << 20)
    // Asked for each of five entries, once while "closed/file" is copied, then for each piece of "z".
    var count = 0
    #expect(throws: Stopped.self) {
      try StagingArea(folder: other.path).stage(tree) {
        count += 1
        if count == 9 { throw Stopped() }
      }
    }
    #expect(count == 9)
    var rest = FileTree()
    try rest.addFolder(other.path)
    #expect(try rest.paths().isEmpty)
  }

  @Test func aFileThatChangesLeavesNothing() throws {
    var count = 0
    let code = errorCode {
      _ = try area.stage(tree) {
        count += 1
        // After "closed" was listed, before "closed/file" is put in place.
        if count == 2 { unlink(folder.at("closed/file")) }
      }
    }
    #expect(code == .vanished)
    #expect(left.isEmpty)
  }

  @Test func whatAKilledProcessLeftIsRemoved() throws {
    // The lock of a process that was killed is nobody's.
    home.makeFolder("bentokit-stage-killed/context/a")
    link(folder.at("other"), home.at("bentokit-stage-killed/context/a/other"))
    home.write("bentokit-stage-killed/lock")
    chmod(home.at("bentokit-stage-killed/context/a"), 0o500)
    chmod(home.at("bentokit-stage-killed/context"), 0)
    home.makeFolder("bentokit-stage-empty")
    let staged = try area.stage(tree)
    #expect(left.count == 1)
    #expect(try tree.content("other") == "")
    staged.remove()
  }

  @Test func whatIsInUseStays() throws {
    let first = try area.stage(tree)
    let second = try area.stage(tree)
    #expect(left.count == 2)
    var copy = FileTree()
    try copy.addFolder(bytes: first.path)
    #expect(try copy.paths().contains("closed/file"))
    first.remove()
    second.remove()
  }

  @Test func nothingElseIsTouched() throws {
    home.write("bentokit-stage-file", "a file")
    home.write("precious/lock", "other people's")
    symlink(folder.path, home.at("bentokit-stage-link"))
    try area.stage(tree).remove()
    #expect(left.sorted() == ["bentokit-stage-file", "bentokit-stage-link", "precious"])
    #expect(try tree.paths().contains("closed/file"))
  }

  @Test func aFolderThatCannotBeMadeIsNamed() throws {
    home.write("file")
    #expect(
      throws: FileTreeError(.unwritable, Array("\(home.path)/file/tmp".utf8), errorNumber: ENOTDIR)
    ) {
      try StagingArea(folder: home.path + "/file/tmp").stage(tree)
    }
    #expect(errorCode { _ = try StagingArea(folder: "").stage(tree) } == .unwritable)
  }

  @Test(arguments: ["", "/closed", "/closed/new/er"]) func aTreeIsNotStagedInItself(_ place: String)
    throws
  {
    let code = errorCode { _ = try StagingArea(folder: folder.path + place).stage(tree) }
    #expect(code == .stagedInItself)
    #expect(try tree.paths().allSatisfy { !$0.contains("bentokit-stage-") })
  }

  @Test func manyAtOnceInOneFolder() async throws {
    let (area, tree) = (area, tree)
    try await withThrowingTaskGroup { group in
      for _ in 0..<16 {
        group.addTask { @concurrent in
          for _ in 0..<20 {
            let staged = try area.stage(tree)
            var copy = FileTree()
            try copy.addFolder(bytes: staged.path)
            #expect(try copy.paths() == ["closed", "closed/file", "other", "shut"])
            staged.remove()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(left.isEmpty)
  }
}
