import FileTree
import Testing

@Suite struct PatternMatcherTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let patterns: [String]
    let matching: [String]
    let others: [String]

    init(_ patterns: String..., matches: [String], not: [String]) {
      self.patterns = patterns
      matching = matches
      others = not
    }

    var testDescription: String { patterns.joined(separator: " | ") }
  }

  static let names: [Case] = [
    Case("a", matches: ["a", "a/b", "a/b/c"], not: ["b", "b/a", "ab", "A"]),
    Case("a/b", matches: ["a/b", "a/b/c"], not: ["a", "a/bc", "x/a/b"]),
    Case("/a/b/", " a/./b ", "a//b", matches: ["a/b"], not: ["a"]),
    Case("a/../b", matches: ["b"], not: ["a", "a/b"]),
    Case("../a", matches: [], not: ["a", "x/a"]),
    Case("/a", matches: [], not: ["a"]),
    Case(".", matches: [], not: ["a", ".a"]),
    Case("", "  ", matches: [], not: ["a"]),
    Case("e\u{301}", matches: ["e\u{301}"], not: ["\u{e9}"]),
    Case("a+b(c){d}$", matches: ["a+b(c){d}$"], not: ["aab(c){d}$"]),
  ]

  static let stars: [Case] = [
    Case("*", matches: ["a", "a/b", ".a", "a\nb"], not: []),
    Case("*.py", matches: ["a.py", ".py", "a.py/b"], not: ["a/b.py", "apy"]),
    Case("a*b", matches: ["ab", "axxb"], not: ["a/b", "abc"]),
    Case("*/b", matches: ["a/b", "a/b/c"], not: ["b", "a/a/b"]),
    Case("a?", matches: ["ab", "a\u{e9}"], not: ["a", "a/", "ae\u{301}"]),
    Case("**", matches: ["a", "a/b"], not: []),
    Case("**/a", matches: ["a", "b/a", "c/b/a", "b/a/c"], not: ["ba", "b/ca"]),
    Case("**a", matches: ["a", "ba", "b/ca"], not: ["ab"]),
    Case("**/a/b", matches: ["a/b", "x/a/b"], not: ["xa/b", "a/x/b"]),
    Case("a/**", matches: ["a/b", "a/b/c"], not: ["a", "ab"]),
    Case("a**", matches: ["a", "ab", "ab/c"], not: ["b"]),
    Case("a/**/b", matches: ["a/b", "a/x/b", "a/x/y/b"], not: ["ab", "a/xb"]),
    Case("a**/b", matches: ["ab", "ax/b", "a/b"], not: ["b", "axb"]),
    Case("a**b/c", matches: ["ab/c", "a/b/c", "ax/y/b/c"], not: ["axb/c"]),
    Case("**/*.py", matches: ["a.py", "x/a.py"], not: ["a.pyc"]),
    Case("**/a/**", matches: ["a/b", "x/a/b"], not: ["a", "x/a"]),
    Case("***", matches: ["a", "a/b"], not: []),
    Case("**abcd", "**bc", matches: ["xabc", "abcd"], not: ["xab"]),
    Case("*/**", matches: ["a/b", "a/b/c"], not: ["a"]),
    // Where more than names stands between, a line feed is not passed over.
    Case("a/**/b", matches: [], not: ["a/x\ny/b"]),
  ]

  static let classes: [Case] = [
    Case("[ab]", matches: ["a", "b"], not: ["c", "ab"]),
    Case("[a-c]x", matches: ["bx"], not: ["dx", "x"]),
    Case("[^a]x", matches: ["bx", "\u{e9}x"], not: ["ax", "x"]),
    Case("[!a]", matches: ["!", "a"], not: ["b"]),
    Case("[[:alpha:]]", matches: ["a", "Z"], not: ["1"]),
    Case("[[:^digit:]]", matches: ["a"], not: ["1"]),
    // The star is replaced before the brackets are read.
    Case("[*]", matches: ["]", "^[^]"], not: ["*", "*]", "a"]),
    Case("[a?b]", matches: ["ab]", "[b]"], not: ["a", "?", "b"]),
  ]

  static let escapes: [Case] = [
    Case(#"\*"#, matches: ["*"], not: ["a", #"\*"#]),
    Case(#"a\?b"#, matches: ["a?b"], not: ["axb"]),
    Case(#"\d"#, matches: ["1"], not: ["d"]),
    Case(#"a\D"#, matches: ["ab"], not: ["a1"]),
    Case(#"[\d_]"#, matches: ["1", "_"], not: ["d"]),
    Case(#"a\bb"#, matches: [], not: ["ab", "a b", #"a\bb"#]),
    Case(#"a\b."#, matches: ["a."], not: ["ab"]),
    Case(#"\x61\142"#, matches: ["ab"], not: ["x61"]),
    Case(#"\Qa*\E."#, matches: ["a[^/]*."], not: ["a*.", "ab."]),
    Case(#"\pL*"#, matches: ["\u{e9}t\u{e9}"], not: ["1"]),
    Case(#"\PL"#, matches: ["1"], not: ["a"]),
    // A backslash at the end takes the end with it, when it is not seen to be malformed.
    Case(#"x*y\"#, matches: ["xay$", "xay$b"], not: ["xay", #"xay\"#]),
    // A byte order mark in front is not part of an expression, though of a plain pattern.
    Case("\u{feff}a*", matches: ["ab"], not: ["\u{feff}ab"]),
    Case("\u{feff}a", matches: ["\u{feff}a"], not: ["a"]),
  ]

  /// Braces and bars mean nothing in plain patterns, and what they mean in expressions elsewhere.
  static let expressions: [Case] = [
    Case("a|b", matches: ["a|b"], not: ["a", "b"]),
    Case("*.a|*.b", matches: ["x.a", "x.axyz", "y/x.b"], not: ["x.c", "x.bc"]),
    Case("{a,b}*", matches: ["{a,b}c"], not: ["a", "b"]),
    Case("a{2}*", matches: ["aa", "aab"], not: ["a", "a{2}"]),
    Case("[ab]{2,3}", matches: ["ab", "aba"], not: ["a", "abab"]),
    Case("?{2,}", matches: ["ab", "abcdef"], not: ["a"]),
    Case("a{0}b?", matches: ["bc"], not: ["abc"]),
    Case("^a*", matches: ["ab"], not: ["^ab"]),
    Case("^a", matches: ["^a"], not: ["a"]),
  ]

  static let exceptions: [Case] = [
    Case("*", "!a", matches: ["b", "b/a"], not: ["a", "a/b"]),
    Case("!a", "*", matches: ["a"], not: []),
    Case("a", "!a/b", matches: ["a", "a/c"], not: ["a/b", "a/b/c"]),
    Case("a", "!a/b", "a/b/c", matches: ["a/b/c"], not: ["a/b", "a/b/d"]),
    Case("*", "!*.md", "README.md", matches: ["README.md", "x"], not: ["a.md"]),
    Case("*", "!**/b", matches: ["a", "a/c"], not: ["a/b", "b"]),
    // The second component takes the first one away, the mark with it.
    Case("!a/../b", matches: ["b"], not: ["a"]),
    Case("*", "!!a", matches: ["a"], not: ["!a"]),
    Case("*", "! a", matches: ["a"], not: [" a"]),
  ]

  @Test(arguments: [names, stars, classes, escapes, expressions, exceptions].flatMap(\.self))
  func patternsMeanWhatTheyMeanToBuildKit(_ test: Case) throws {
    let matcher = try PatternMatcher(test.patterns.map { Array($0.utf8) })
    for path in test.matching {
      #expect(try matcher.matches(Array(path.utf8)), "\(path) is not matched")
    }
    for path in test.others {
      #expect(try !matcher.matches(Array(path.utf8)), "\(path) is matched")
    }
  }

  @Test func aByteThatIsNotTextIsOneCharacter() throws {
    let matcher = try PatternMatcher([Array("a?".utf8), Array("x*y".utf8), [0x62, 0xff, 0x2a]])
    for path in [[0x61, 0xff], [0x78, 0xff, 0xc3, 0x79], [0x62, 0xff], [0x62, 0xfe, 0x63]] {
      #expect(try matcher.matches(path.map { UInt8($0) }))
    }
    #expect(try !matcher.matches([0x61, 0xff, 0xff]))
    #expect(try !PatternMatcher([[0x62, 0xff]]).matches([0x62, 0xfe]))
  }

  @Test(arguments: ["!", "[", "[a", "[]", "[]a]", "[^]", "a[-b]", #"a\"#, "[a-]b", " ! "])
  func aMalformedPatternIsRefused(_ pattern: String) {
    #expect(errorCode { _ = try PatternMatcher([Array(pattern.utf8)]) } == .invalidPattern)
  }

  @Test(arguments: [
    #"\q"#, #"a\1"#, "x*[", "[b-a]", "*{2}", #"\x4g"#, #"\pX"#, "[[:x:]]", "a{3,2}*",
  ])
  func somePatternsAreMalformedOnlyWhenTheyAreTried(_ pattern: String) throws {
    let matcher = try PatternMatcher([Array("a".utf8), Array(pattern.utf8)])
    #expect(try matcher.matches(Array("a".utf8)))
    #expect(errorCode { _ = try matcher.matches(Array("b".utf8)) } == .invalidPattern)
  }

  @Test func manyPatternsAreToldApart() throws {
    let kinds = ["name%_", "**/deep%_", "start%_/**", "*.end%_", "mid*dle%_x*", "**/any%_/**"]
    let patterns = kinds.flatMap { kind in
      (0..<500).map { kind.split(separator: "%").joined(separator: "\($0)") }
    }
    let matcher = try PatternMatcher(patterns.map { Array($0.utf8) })
    for path in ["name7_", "x/deep499_", "start0_/x", "x.end42_", "middle3_x", "a/any77_/b"] {
      #expect(try matcher.matches(Array(path.utf8)))
      #expect(try !matcher.matches(path.utf8.map { $0 == UInt8(ascii: "_") ? 0x2d : $0 }))
    }
  }
}
