import FileTree
import Testing

@Suite struct IgnoreFileTests {
  @Test(arguments: [
    ("a\nb\r\n\n  c\t\n", ["a", "b", "c"]),
    ("# no\n #yes\na#b", ["#yes", "a#b"]),
    ("\u{feff}a\n\u{feff}b", ["a", "\u{feff}b"]),
    ("\u{feff}# no", []),
    ("/a/b/\n//c\n/", ["a/b", "c", "/"]),
    ("a/./b/../c\n..", ["a/c", ".."]),
    ("!a\n! /b/ \n!", ["!a", "!b", "!"]),
    ("!!a\n!#", ["!!a", "!#"]),
    ("\u{a0}a b\u{2003}", ["a b"]),
    ("", []),
    ("./", ["."]),
  ])
  func aTextIsReadAsBuildKitReadsIt(_ text: String, _ patterns: [String]) {
    #expect(IgnoreFile.patterns(in: Array(text.utf8)) == patterns.map { Array($0.utf8) })
  }

  @Test func bytesThatAreNotTextAreKept() {
    #expect(IgnoreFile.patterns(in: [0x20, 0xff, 0x85, 0x0a]) == [[0xff, 0x85]])
  }
}
