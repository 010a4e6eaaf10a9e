import BentoContainer
import Glibc
import Testing

@Suite struct OptionReferenceTests {
  private static let article: String = {
    let folders = #filePath.split(separator: "/").prefix { $0 != "Tests" }
    let root = folders.map { "/\($0)" }.joined()
    return root + "/Sources/BentoContainer/BentoContainer.docc/Options.md"
  }()

  @Test func theArticleIsWhatTheDeclarationsSay() throws {
    let file = try #require(fopen(Self.article, "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte >= 0 { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    #expect(
      String(decoding: bytes, as: UTF8.self) == OptionReference.markdown,
      "run: bentokit options --format markdown > \(Self.article)")
  }

  /// As many as BentoML declares, and `tag` for each.
  @Test(arguments: [
    ("docker", 20), ("buildx", 32), ("podman", 87), ("buildah", 71), ("nerdctl", 32),
    ("buildctl", 40),
  ])
  func everyOptionIsDeclaredOnce(_ name: String, _ count: Int) throws {
    let names = try backend(named: name).declaredOptions.map(\.name)
    #expect(names.count == count)
    #expect(Set(names).count == count)
  }
}
