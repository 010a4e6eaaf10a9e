import BuildKit
import FileTree
import Glibc
import Testing

/// Names of files are bytes: whatever Linux takes arrives as it is.
@Suite(.takingTurns) struct NamesTests {
  private static let names: [[UInt8]] = [
    Array("caf\u{e9}".utf8), Array("cafe\u{301}".utf8), [0x66, 0xff, 0xfe], [0x80],
    [0xed, 0xa0, 0x80],
    Array("new\nline".utf8), Array("tab\tstop".utf8), Array(" space ".utf8), Array("-dash".utf8),
    Array("back\\slash".utf8), Array("quote\"'".utf8), Array("*?[a]".utf8), Array("#!".utf8),
    [0x01, 0x7f], Array("...".utf8), [UInt8](repeating: 0x6c, count: 255),
    [UInt8](repeating: 0xc3, count: 255), Array("日本語🐳".utf8),
  ]

  @Test func namesOnDiskArriveByteForByte() async throws {
    let folder = try ScratchFolder()
    for name in Self.names { try folder.write(name, at: name) }
    try await expectNames(FileTree(folder: folder))
  }

  @Test func namesInMemoryArriveByteForByte() async throws {
    var tree = FileTree()
    for name in Self.names { try tree.addFile(contents: name, at: TreePath(bytes: name)) }
    try await expectNames(tree)
  }

  private func expectNames(
    _ tree: FileTree, _ location: SourceLocation = #_sourceLocation
  ) async throws {
    let tar = try await BuildRequest(dockerfile: "FROM scratch\nCOPY . /\n", context: tree)
      .builtFiles()
    let arrived = Set(tar.entries.keys)
    #expect(arrived.symmetricDifference(Self.names).isEmpty, sourceLocation: location)
    for name in Self.names where arrived.contains(name) {
      #expect(try tar.contents(name) == name, sourceLocation: location)
    }
  }

  @Test func aPathOfManyFoldersArrives() async throws {
    let path = (0..<40).map { "folder-\($0)-" + String(repeating: "x", count: 80) }
      .joined(separator: "/")
    let tar = try await BuildRequest(
      dockerfile: "FROM scratch\nCOPY . /\n", context: FileTree(files: [path + "/file": "deep"])
    ).builtFiles()
    #expect(try tar.text(path + "/file") == "deep")
  }

  @Test func aFileWithAnUnusualNameCanBeCopiedAlone() async throws {
    let name = "caf\u{e9} \u{1f433}"
    var tree = try FileTree(files: [name: "wanted"])
    try tree.addFile(contents: [], at: TreePath("cafe\u{301} \u{1f433}"))
    let tar = try await BuildRequest(
      dockerfile: "FROM scratch\nCOPY [\"\(name)\", \"/target\"]\n", context: tree
    ).builtFiles()
    #expect(try tar.text("target") == "wanted")
  }
}
