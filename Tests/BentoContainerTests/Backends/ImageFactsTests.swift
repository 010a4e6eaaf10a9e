import Testing

@testable import BentoContainer

/// What runtimes answer when they are asked for an image.
@Suite struct ImageFactsTests {
  private static let id = String(repeating: "0123456789abcdef", count: 4)
  private static let other = String(id.reversed())

  @Test(arguments: [
    ("sha256:\(id) 437", nil), ("\(id) 437\n", nil), ("\(id) 437 a/b@sha256:\(other) c@x", other),
    ("\(id) 437 [] 4", nil), ("\(id) 437 a@sha256:abc", nil),
  ])
  func whatARuntimeTellsIsRead(_ answer: String, _ digest: String?) {
    let facts = ImageFacts(answer: answer)
    #expect(facts?.id == "sha256:\(Self.id)")
    #expect(facts?.digest == digest.map { "sha256:\($0)" })
    #expect(facts?.bytes == 437)
  }

  @Test(arguments: ["", "sha256:\(id)", "\(id) many", "\(id) -1", "abc 437", "[] 1"])
  func whatIsNoAnswerIsLeft(_ answer: String) { #expect(ImageFacts(answer: answer) == nil) }
}
