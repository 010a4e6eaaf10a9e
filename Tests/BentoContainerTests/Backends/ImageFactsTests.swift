import Testing

@testable import BentoContainer

/// What runtimes answer when they are asked for an image.
@Suite struct ImageFactsTests {
  private static let id = String(repeating: "0123456789abcdef", count: 4)

  @Test(arguments: ["sha256:\(id) 437", "\(id) 437\n"])
  func theIDAndTheSizeAreRead(_ answer: String) {
    let facts = ImageFacts(answer: answer)
    #expect(facts?.digest == "sha256:\(Self.id)")
    #expect(facts?.bytes == 437)
  }

  @Test(arguments: ["", "sha256:\(id)", "\(id) many", "\(id) -1", "abc 437", "\(id) 4 3", "[] 1"])
  func whatIsNoAnswerIsLeft(_ answer: String) { #expect(ImageFacts(answer: answer) == nil) }
}
