import Testing

/// The article that puts the flags of `buildctl` and `docker buildx` beside ours.
@Suite struct FlagTableTests {
  @Test(arguments: FlagSource.all) func everyFlagOfTheProgramIsInTheTable(
    _ source: FlagSource
  ) async throws {
    let article = try await FlagArticle()
    let flags = try await source.flags()
    #expect(!flags.isEmpty)
    let missing = flags.filter { !article.theirs.contains("\(source.command) \($0)") }
    #expect(missing == [], "add them to \(FlagArticle.path)")
  }

  @Test func everyTestThatItNamesExists() async throws {
    let article = try await FlagArticle()
    #expect(article.tests.count > 50)
    #expect(article.tests.subtracting(try await FlagArticle.knownTests()) == [])
  }

  /// What stands in the table as ours is a flag, or a command, that our own help knows.
  @Test func everyFlagOfOursIsOne() async throws {
    let article = try await FlagArticle()
    #expect(article.ours.count > 50)
    var help: [String: String] = [:]
    for entry in article.ours.sorted() {
      let words = entry.split(separator: " ").map(String.init)
      let command = words.prefix { !$0.hasPrefix("-") }
      let key = command.joined(separator: " ")
      if help[key] == nil {
        help[key] = try await Command(["help"] + command.dropFirst()).run().text
      }
      guard let flag = words.dropFirst(command.count).first else { continue }
      #expect(help[key]?.contains(flag) == true, "\(entry) is not in the help of \(key)")
    }
  }
}
