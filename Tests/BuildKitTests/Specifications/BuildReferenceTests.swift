import Testing

@testable import BuildKit

@Suite struct BuildReferenceTests {
  private let records = ["abc1", "abc2", "xyz", "x"].map { ref in
    var record = BuildHistoryRecord()
    record.ref = ref
    return record
  }

  @Test(arguments: [
    ("", "abc1"), ("latest", "abc1"), ("^0", "abc1"), ("^2", "xyz"), ("abc2", "abc2"),
    ("xy", "xyz"),
    // The whole ref of one build, and the beginning of another.
    ("x", "x"),
  ])
  func aBuildIsFound(text: String, ref: String) throws {
    #expect(try BuildReference(text).find(in: records).ref == ref)
  }

  @Test(
    arguments: [
      ("abc", .invalidArgument, "2 builds begin with abc: abc1, abc2"),
      ("nobody", .notFound, "no build nobody"), ("^4", .notFound, "from ^0 to ^3"),
    ] as [(String, BuildError.Code, String)])
  func whatIsNotFoundIsExplained(text: String, code: BuildError.Code, words: String) throws {
    let reference = try BuildReference(text)
    let error = #expect(throws: BuildError.self) { try reference.find(in: records) }
    #expect(error?.code == code)
    #expect(error?.message.contains(words) == true, "\(String(describing: error))")
  }

  @Test(arguments: ["^", "^x", "^-1"])
  func aPlaceThatIsNoneIsRefused(text: String) {
    #expect(throws: BuildReference.Invalid(text: text)) { try BuildReference(text) }
  }
}
