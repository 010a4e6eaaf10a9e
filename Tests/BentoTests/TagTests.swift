import Bento
import Testing

@Suite struct TagTests {
  @Test(arguments: [
    ("iris", "iris", nil, "iris"),
    ("iris:v1", "iris", "v1", "iris/v1"),
    ("a", "a", nil, "a"),
    ("a__b:00", "a__b", "00", "a__b/00"),
    ("a-b.c:1.0.0-rc.1", "a-b.c", "1.0.0-rc.1", "a-b.c/1.0.0-rc.1"),
    ("latest:latest", "latest", "latest", "latest/latest"),
    ("a:true", "a", "true", "a/true"),
  ])
  func aTagIsSplitAtItsColon(_ text: String, name: String, version: String?, path: String) throws {
    let tag = try BentoTag(text)
    #expect(tag.name == name)
    #expect(tag.version == version)
    #expect(tag.path == path)
    #expect(tag.description == text)
  }

  @Test func sixtyThreeCharactersAreAllowed() throws {
    let longest = String(repeating: "x", count: 63)
    #expect(try BentoTag("\(longest):\(longest)").name == longest)
    #expect(
      errorOf { () throws(BentoError) in try BentoTag(longest + "x") }?.kind == .invalidTagPart)
  }

  @Test(arguments: [
    ("IRIS:V1.0", "iris:v1.0", 2), ("iris:RC_1", "iris:rc_1", 1), ("iris:v1", "iris:v1", 0),
  ])
  func upperCaseIsLoweredWithAWarning(_ text: String, lowered: String, count: Int) throws {
    let (tag, warnings) = try BentoTag.parse(text)
    #expect(tag.description == lowered)
    #expect(warnings.map(\.kind) == Array(repeating: .lowercased, count: count))
  }

  @Test(arguments: [
    ("iris:", BentoError.Kind.emptyVersion), ("", .invalidTagPart), (":", .invalidTag),
    (":v1", .invalidTag), ("::", .invalidTag), ("a:b:c", .invalidTag), ("a-", .invalidTagPart),
    ("_a", .invalidTagPart), (".a", .invalidTagPart), ("a b", .invalidTagPart),
    ("a+b", .invalidTagPart), ("a~1", .invalidTagPart), ("./a", .invalidTagPart),
    ("a: v", .invalidTag), ("a:v*", .invalidTag), ("repo.io:5000/x:v1", .invalidTag),
    ("a:ü", .invalidTag), ("e\u{301}", .invalidTagPart), ("a\u{0}b", .invalidTagPart),
    ("Σ", .invalidTagPart), ("\u{FF46}", .invalidTagPart),
  ])
  func otherTextsAreRefused(_ text: String, kind: BentoError.Kind) {
    #expect(errorOf { () throws(BentoError) in try BentoTag(text) }?.kind == kind)
  }

  @Test(arguments: ["a\n", "a:v\n", "\u{212A}", "a:\u{212A}", "a\r\n"])
  func finalNewlinesAndTheKelvinSignAreRefused(_ text: String) {
    #expect(errorOf { () throws(BentoError) in try BentoTag(text) } != nil)
  }

  @Test func anErrorIsOneLine() throws {
    let error = try #require(errorOf { () throws(BentoError) in try BentoTag("a\nb\u{2028}") })
    #expect(!error.description.contains { $0.isNewline })
  }

  @Test func tagsAreOrderedByNameThenVersion() throws {
    let sorted = try ["a", "a:1", "a:10", "a:2", "b"].map { try BentoTag($0) }
    #expect(sorted.reversed().sorted() == sorted)
  }
}
