import Glibc
import Testing

@testable import FileTree

/// Made-up ignore patterns.
@Suite struct PatternFuzzTests {
  private func text(_ letters: [Character], longest: Int) -> String {
    String((0..<Int.random(in: 1...longest)).map { _ in letters.randomElement() ?? "a" })
  }

  @Test func bytesAsAnIgnoreFileNeverCrash() {
    let pieces = [
      "**", "*", "/", "!", "[", "]", "[^a-c]", "\\", "?", "a", "b.c", "..", ".", "\n", " ", "#",
    ]
    for _ in 0..<4000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...12) {
        if Int.random(in: 0..<8) == 0 {
          bytes.append(.random(in: 0...255))
        } else {
          bytes += Array((pieces.randomElement() ?? "a").utf8)
        }
      }
      guard let matcher = try? PatternMatcher(IgnoreFile.patterns(in: bytes)) else { continue }
      for path in ["a", "a/b.c", "b.c/a/a", "é/\u{1}"] {
        _ = try? matcher.matches(Array(path.utf8))
      }
    }
  }

  @Test func simplePatternsMatchAsTheCLibrarysDo() throws {
    for _ in 0..<6000 {
      let pattern = text(Array("aab*?/"), longest: 7)
      let isClean =
        !pattern.contains("//") && !pattern.contains("**") && !pattern.hasPrefix("/")
        && !pattern.hasSuffix("/")
      let names = (0..<Int.random(in: 1...4)).map { _ in text(Array("ab"), longest: 2) }
      guard isClean else { continue }
      let matcher = try PatternMatcher([Array(pattern.utf8)])
      // What matches a folder matches all below it.
      let expected = (1...names.count).contains { count in
        fnmatch(pattern, names.prefix(count).joined(separator: "/"), FNM_PATHNAME) == 0
      }
      let path = names.joined(separator: "/")
      #expect(try matcher.matches(Array(path.utf8)) == expected, "\(pattern) \(path)")
    }
  }

  @Test func patternsForOnlySomePathsLetJustThoseThrough() throws {
    for _ in 0..<500 {
      let paths = Set(
        (0..<8).map { _ in
          (0..<Int.random(in: 1...3)).map { _ in text(Array("ab*?[]\\^!#é"), longest: 3) }
            .joined(separator: "/")
        }
      ).map { Array($0.utf8) }
      let wanted = [[UInt8]](paths.prefix(3))
      let matcher = try PatternMatcher(IgnoreFile.patterns(forOnly: wanted))
      for path in paths {
        let isBelow = wanted.contains { path.starts(with: $0 + [.slash]) }
        #expect(try matcher.matches(path) == !(wanted.contains(path) || isBelow))
      }
    }
  }
}
