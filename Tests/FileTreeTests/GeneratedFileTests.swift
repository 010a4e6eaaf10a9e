import Testing

@testable import FileTree

@Suite struct GeneratedFileTests {
  @Test func aGeneratedFileIsInTheTree() throws {
    var tree = FileTree()
    try tree.addFile(contents: Array("FROM scratch".utf8), at: TreePath("env/docker/Dockerfile"))
    try tree.addFile(contents: [], at: TreePath("empty"), mode: 0o4755)
    let entries = try tree.entries()
    #expect(entries.map(\.name) == ["empty", "env", "env/docker", "env/docker/Dockerfile"])
    let modes: [UInt32] = [0x80_0000 | 0o755, 0x8000_0000 | 0o755, 0x8000_0000 | 0o755, 0o644]
    #expect(entries.map(\.stat.mode) == modes)
    #expect(entries.map(\.stat.size) == [0, 0, 0, 12])
    #expect(try tree.content("env/docker/Dockerfile") == "FROM scratch")
    #expect(try tree.content("empty") == "")
  }

  @Test func anotherByteIsAnotherTime() throws {
    func time(_ contents: [UInt8]) throws -> Int64? {
      var tree = FileTree()
      try tree.addFile(contents: contents, at: TreePath("a"))
      return try tree.entries().first?.stat.modificationTime
    }
    var bytes = Array("RUN pip install a==1.0".utf8)
    var seen: Set<Int64?> = [try time(bytes)]
    #expect(try time(bytes) == seen.first)
    for index in bytes.indices {
      for change in UInt8(1)...255 {
        bytes[index] ^= change
        seen.insert(try time(bytes))
        bytes[index] ^= change
      }
    }
    #expect(seen.count == bytes.count * 255 + 1)
  }

  @Test(arguments: [0, 1, 2, 1000, 31_337])
  func timesLieBetween2001And2019(_ seed: Int) {
    let time = GeneratedTime.of(Array("\(seed)".utf8))
    #expect((978_307_200_000_000_000..<1_546_344_000_000_000_000).contains(time))
  }

  @Test func anEmptyFolderAndALinkCanBeAdded() throws {
    var tree = FileTree()
    try tree.addEmptyFolder(at: TreePath("a/b"), mode: 0o1700)
    try tree.addSymbolicLink(to: Array("../c".utf8), at: TreePath("a/l"))
    let entries = try tree.entries()
    #expect(entries.map(\.name) == ["a", "a/b", "a/l"])
    let modes: [UInt32] = [0x8000_0000 | 0o755, 0x8010_0000 | 0o700, 0x0800_0000 | 0o777]
    #expect(entries.map(\.stat.mode) == modes)
    #expect(entries[2].stat.linkName == Array("../c".utf8))
    #expect(entries[2].stat.size == 4)
  }

  @Test func nothingButAFolderIsTheRoot() {
    var tree = FileTree()
    #expect(errorCode { try tree.addFile(contents: [], at: .root) } == .invalidPath)
    #expect(errorCode { try tree.addEmptyFolder(at: .root) } == .invalidPath)
    #expect(errorCode { try tree.addSymbolicLink(to: [1], at: .root) } == .invalidPath)
    #expect(
      errorCode { try tree.addSymbolicLink(to: [0], at: TreePath("a")) } == .invalidPath)
  }
}
