import Testing

@testable import FileTree

@Suite struct GlobMatchTests {
  @Test(arguments: [
    ("abc", "abc", true), ("*", "abc", true), ("*c", "abc", true), ("a*", "a", true),
    ("a*", "ab/c", false), ("a*/b", "a/b", true), ("a*b*c*d*e*", "axbxcxdxe", true),
    ("a*b?c*x", "abxbbxdbxebxczzx", true), ("a*b?c*x", "abxbbxdbxebxczzy", false),
    ("ab[c]", "abc", true), ("ab[b-d]", "abc", true), ("ab[^c]", "abc", false),
    (#"a\*b"#, "a*b", true), (#"a\*b"#, "ab", false), ("a?b", "a\u{e9}b", true),
    ("a[^a]b", "a\u{e9}b", true), ("a???b", "a\u{e9}b", false), ("a?b", "a/b", false),
    ("[a-c]*", "", false), ("", "", true), ("*x", "xxx", true), ("**", "", true),
    (#"[\]a]"#, "]", true), (#"[x\-]"#, "-", true), ("]", "]", true),
  ])
  func namesAreMatched(_ pattern: String, _ name: String, _ expected: Bool) {
    #expect(GlobMatch.matches(Array(pattern.utf8), Array(name.utf8)) == expected)
  }

  @Test(arguments: ["[]a]", "[-]", "[x-]", "[-x]", "[a-b-c]", "[", "[^", "[^bc", #"\"#, "a["])
  func malformedPatternsAreSeen(_ pattern: String) {
    #expect(GlobMatch.matches(Array(pattern.utf8), Array("a".utf8)) == nil)
  }

  @Test(arguments: [
    ("a", false), ("*", true), ("a?", true), ("[a", true), (#"\*"#, false), (#"\\*"#, true),
    ("]", false),
  ])
  func aNameIsAPatternWhenSomethingInItStandsForOther(_ name: String, _ expected: Bool) {
    #expect(GlobMatch.isPattern(Array(name.utf8)) == expected)
  }
}
