import CLinux
import Glibc
import Testing

@testable import FileTree

/// A tree that is staged must be, file by file, what the walk of the tree says.
@Suite struct StagingTests {
  let folder = TemporaryFolder()
  let home = TemporaryFolder()

  private func stage(_ tree: FileTree) throws -> StagedTree {
    try StagingArea(folder: home.path + "/tmp").stage(tree)
  }

  /// What a walk of a tree tells, but for what another file system counts otherwise.
  private func facts(_ tree: FileTree) throws -> [SeenFacts] {
    try tree.entries().map { entry in
      SeenFacts(
        path: entry.path, mode: entry.stat.mode, size: entry.stat.size,
        time: entry.stat.modificationTime, link: entry.stat.linkName,
        attributes: entry.stat.extendedAttributes,
        content: try entry.source.map { try tree.open($0).text() })
    }
  }

  private struct SeenFacts: Equatable {
    var path: [UInt8]
    var mode: UInt32
    var size: Int64
    var time: Int64
    var link: [UInt8]
    var attributes: [ExtendedAttribute]
    var content: String?
  }

  private func expectSame(_ tree: FileTree, _ staged: StagedTree) throws {
    var copy = FileTree()
    try copy.addFolder(bytes: staged.path)
    #expect(try facts(copy) == facts(tree))
  }

  /// A tree with all kinds of things in it.
  private func variedTree() throws -> FileTree {
    folder.write("a/file", "content")
    folder.write("a/empty")
    folder.write(bytes: [0xff, 0xc3, 0x28], "no UTF-8")
    folder.write("a-b", "before a/file for those who sort texts")
    folder.link("a/link", to: "../nowhere")
    folder.makeFolder("d/e/f")
    link(folder.at("a/file"), folder.at("hard"))
    mkfifo(folder.at("pipe"), 0o640)
    chmod(folder.at("a/empty"), 0o4751)
    chmod(folder.at("d"), 0o1777)
    setxattr(folder.at("a-b"), "user.x", [1, 0, 2] as [UInt8], 3, 0)
    setxattr(folder.at("d"), "user.d", nil, 0, 0)
    for name in ["d/e/f", "d/e", "d", "a/file", "a", "pipe"] {
      var times = [timespec(tv_sec: 9, tv_nsec: 1), timespec(tv_sec: -7, tv_nsec: 123_456_789)]
      utimensat(AT_FDCWD, folder.at(name), &times, 0)
    }
    var tree = FileTree()
    try tree.addFolder(folder.path)
    try tree.addFile(
      contents: Array("FROM scratch".utf8), at: TreePath("a/Dockerfile"), mode: 0o600)
    try tree.addFile(contents: Array("later".utf8), at: TreePath("made/script"), mode: 0o755)
    try tree.addEmptyFolder(at: TreePath("made/empty"), mode: 0o500)
    try tree.addSymbolicLink(to: [0xfe], at: TreePath("made/link"))
    return tree
  }

  @Test func everythingIsAsInTheTree() throws {
    let tree = try variedTree()
    let staged = try stage(tree)
    try expectSame(tree, staged)
  }

  @Test func piecesOfAPackBecomeFiles() throws {
    home.write("pack", "0123456789")
    let descriptor = open(home.at("pack"), O_RDONLY)
    defer { close(descriptor) }
    var tree = FileTree()
    let pack = try tree.addPack(descriptor: descriptor, path: "pack")
    try tree.addFile(
      in: pack, from: 2, size: 3, at: TreePath("a/piece"), mode: 0o640, modificationTime: 42)
    let staged = try stage(tree)
    try expectSame(tree, staged)
    #expect(staged.report.copiedBytes == 3)
  }

  @Test func onOneFileSystemNoByteIsCopied() throws {
    let report = try stage(variedTree()).report
    #expect(report.copiedFiles == 0)
    #expect(report.copiedBytes == 0)
    #expect(report.linkedFiles + report.clonedFiles == 5)
    #expect(report.writtenFiles == 2)
    #expect(report.others == 3)
    #expect(report.folders == 6)
    #expect(report.lostAttributes == 0)
  }

  @Test func onAnotherFileSystemFilesAreCopied() throws {
    let other = TemporaryFolder(below: "/dev/shm")
    let tree = try variedTree()
    let staged = try StagingArea(folder: other.path).stage(tree)
    try expectSame(tree, staged)
    // Two paths of one file stay one file.
    #expect(staged.report.copiedFiles == 4)
    #expect(staged.report.linkedFiles == 1)
    #expect(staged.report.copiedBytes == 53)
  }

  @Test func followedLinksAreFiles() throws {
    folder.write("a", "content")
    folder.link("b", to: "a")
    folder.write("d/e", "deep")
    folder.link("f", to: "d")
    var tree = FileTree()
    try tree.addFolder(folder.path, options: FolderOptions(symbolicLinks: .follow))
    try expectSame(tree, try stage(tree))
  }

  @Test func theOriginalsStayAsTheyAre() throws {
    func look() throws -> [String] {
      var tree = FileTree()
      try tree.addFolder(folder.path)
      return try tree.entries().map { "\($0.path) \($0.stat.mode) \($0.stat.modificationTime)" }
    }
    let tree = try variedTree()
    let before = try look()
    let staged = try stage(tree)
    #expect(try look() == before)
    staged.remove()
    #expect(try look() == before)
  }

  /// A hard link has its permissions in common with the original.
  @Test(arguments: [0o600, 0o4755] as [UInt32])
  func aFileThatNeedsOtherPermissionsIsNoLink(_ mode: UInt32) throws {
    folder.write("file", "content")
    var tree = FileTree()
    try tree.addFolder(folder.path)
    let descriptor = open(home.path, O_RDONLY | O_DIRECTORY)
    let root = StagedDirectory(root: descriptor)
    var stager = TreeStager(tree, into: root) {}
    try tree.walk { entry in
      var stat = entry.stat
      stat.mode = mode & 0o777 | (mode & 0o4000 == 0 ? 0 : FileMode.setUserID)
      try stager.take(TreeEntry(path: entry.path, stat: stat, content: entry.content))
    }
    let report = try stager.finish()
    #expect(report.linkedFiles == 0)
    #expect(report.clonedFiles + report.copiedFiles == 1)
    #expect(permissions(home.at("file")) == mode)
    #expect(permissions(folder.at("file")) == 0o644)
  }

  private func permissions(_ path: [CChar]) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  @Test func thousandsOfFilesAndNestedFolders() throws {
    let depth = 60
    for index in 0..<2000 { folder.write("many/\(index % 37)/\(index)", "\(index)") }
    folder.write(String(repeating: "deep/", count: depth) + "file", "deepest")
    var tree = FileTree()
    try tree.addFolder(folder.path)
    let staged = try stage(tree)
    try expectSame(tree, staged)
    #expect(staged.report.folders == 38 + depth)
  }
}
