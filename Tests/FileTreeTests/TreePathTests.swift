import FileTree
import Testing

@Suite struct TreePathTests {
  @Test(arguments: ["/a", "a/", "a//b", ".", "a/./b", "..", "a/../b", "a\0b", "/"])
  func whatIsNoPathIsRefused(_ text: String) {
    #expect(throws: FileTreeError(.invalidPath, Array(text.utf8))) { try TreePath(text) }
  }

  @Test(arguments: ["", "a", "a/b.c", "...", "..a", "a b\n"])
  func aPathKeepsItsBytes(_ text: String) throws {
    #expect(try TreePath(text).bytes == Array(text.utf8))
  }

  @Test func pathsAreOrderedByComponent() throws {
    let sorted = ["", "a", "a/b", "a/b/c", "a/c", "a-b", "a.b/c", "a0", "b"]
    #expect(try sorted.reversed().map { try TreePath($0) }.sorted().map(\.description) == sorted)
  }

  @Test func whatIsNotTextIsShownRepaired() throws {
    #expect(try TreePath(bytes: [0x61, 0xff]).description == "a\u{fffd}")
  }

  @Test func composedAndDecomposedAreTwoPaths() throws {
    #expect(try TreePath("\u{e9}") != TreePath("e\u{301}"))
  }

  @Test func aPathIsAppended() throws {
    #expect(try TreePath("a").appending("b/c").description == "a/b/c")
    #expect(try TreePath.root.appending("b").description == "b")
    #expect(try TreePath("a").appending("").description == "a")
  }
}
