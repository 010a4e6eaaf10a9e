import TestSupport

/// The tables of the article, whose rows are: their flag, ours, the test that shows it.
struct FlagArticle {
  static let path = Places.package + "/Sources/BentoContainer/BentoContainer.docc/Flags.md"

  /// `buildctl build --output` and the like.
  private(set) var theirs: Set<String> = []
  /// `bentokit build --output` and the like.
  private(set) var ours: Set<String> = []
  /// `Suite.test` of each row that names one.
  private(set) var tests: Set<String> = []

  init() async throws {
    let text = try await runShell("cat '\(Self.path)'")
    for line in text.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|")
      guard cells.count == 3 else { throw Failure("not three cells: \(line)") }
      theirs.formUnion(Self.code(in: cells[0]))
      ours.formUnion(Self.code(in: cells[1]).filter { $0.hasPrefix("bentokit ") })
      tests.formUnion(Self.code(in: cells[2]))
    }
  }

  /// Every `Suite.test` of the integration tests, a suite being called as its file.
  static func knownTests() async throws -> Set<String> {
    let found = try await runShell(
      "cd '\(Places.package)/Tests/IntegrationTests'; grep -roE 'func [A-Za-z0-9_]+' --include='*Tests.swift' ."
    )
    return Set(
      found.split(separator: "\n").compactMap { line in
        let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        guard let place = words.lastIndex(of: "func"), place > 1 else { return nil }
        return words.last.map { "\(words[place - 2]).\($0)" }
      })
  }

  private static func code(in cell: Substring) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .compactMap { $0.offset % 2 == 1 ? String($0.element) : nil }
  }
}
