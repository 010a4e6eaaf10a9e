import BentoContainer
import Testing

@Suite struct OptionReferenceTests {
  @Test func theArticleIsWhatTheDeclarationsSay() throws {
    let article = try SourceText("Sources/BentoContainer/BentoContainer.docc/Options.md")
    #expect(
      article.text == OptionReference.markdown,
      "run: bentokit options --format markdown > \(article.path)")
  }

  @Test(arguments: DocumentedOption.all)
  func theCommentOfAnOptionIsWhatItsDeclarationSays(_ option: DocumentedOption) throws {
    let source = try SourceText("Sources/BentoContainer/Backends/\(option.file)")
    #expect(
      source.text.contains("\n\(option.comment)\n  public let \(option.property) = "),
      "in \(source.path), write\n\(option.comment)")
  }

  /// As many as BentoML declares, and `tag` for each.
  @Test(arguments: [
    ("docker", 20), ("buildx", 32), ("podman", 87), ("buildah", 71), ("nerdctl", 32),
    ("buildctl", 41),
  ])
  func everyOptionIsDeclaredOnce(_ name: String, _ count: Int) throws {
    let names = try backend(named: name).declaredOptions.map(\.name)
    #expect(names.count == count)
    #expect(Set(names).count == count)
  }
}
