import Glibc
import Testing

@testable import Bento

@Suite struct NamePatternTests {
  @Test(arguments: [
    ("*", "", true), ("*", "a/b", true), ("*.json", "sub/x.json", true),
    ("*.json", "x.jsonl", false),
    ("?", "a", true), ("?", "é", true), ("?", "", false), ("a*b*c", "aXbYc", true),
    ("a*b*c", "aXbY", false), ("[abc]", "b", true), ("[!abc]", "b", false), ("[a-c]x", "bx", true),
    ("[c-a]", "b", false), ("[]]", "]", true), ("[!]]", "]", false), ("[", "[", true),
    ("[a", "[a", true), ("[!", "[!", true), ("[]", "[]", true), ("[a-]", "-", true),
    ("[-a]", "-", true), ("[a-b-c]", "-", true), ("[a-b-c]", "c", true), ("[!-]", "-", false),
    ("\\*", "\\x", true), ("", "", true), ("", "x", false), ("**", "x", true),
    ("[!]", "[!]", true), ("[^a]", "^", true),
  ])
  func itMatchesAsPythonsDoes(_ pattern: String, _ text: String, _ expected: Bool) {
    #expect(NamePattern(pattern).matches(text) == expected)
  }

  @Test func itAgreesWithTheCLibraryOnMadeUpPatterns() {
    let letters = Array("ab*?/.x")
    var random = SystemRandomNumberGenerator()
    func text(_ longest: Int) -> String {
      String(
        (0..<Int.random(in: 0...longest, using: &random)).map { _ in
          letters.randomElement(using: &random) ?? "a"
        })
    }
    for _ in 0..<5000 {
      let (pattern, name) = (text(8), text(10))
      let expected = fnmatch(pattern, name, FNM_NOESCAPE) == 0
      #expect(NamePattern(pattern).matches(name) == expected, "\(pattern) \(name)")
    }
  }

  @Test func manyStarsTakeNoLongTime() {
    let pattern = NamePattern(String(repeating: "*a", count: 200) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 2000)))
  }
}
