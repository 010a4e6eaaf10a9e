import Testing

@testable import BuildKit

@Suite struct WarningLedgerTests {
  private func warning(
    _ short: String, vertex: String = "a", line: Int = 1, url: String = "", data: [UInt8] = []
  ) -> VertexWarning {
    var warning = VertexWarning(vertex: vertex, short: short)
    warning.url = url
    let position = SourcePosition(line: line)
    warning.source = SourceExcerpt(
      filename: "Dockerfile", language: "", data: data,
      ranges: [SourceRange(start: position, end: position)])
    return warning
  }

  @Test func aWarningComesOnceWhateverItsStep() {
    let ledger = WarningLedger()
    var first = StatusResponse(warnings: [warning("x"), warning("x", vertex: "b"), warning("y")])
    ledger.add(&first)
    #expect(first.warnings == [warning("x"), warning("y")])
    var second = StatusResponse(warnings: [
      warning("y"), warning("x", line: 2), warning("x", url: "u"),
    ])
    ledger.add(&second)
    #expect(second.warnings == [warning("x", line: 2), warning("x", url: "u")])
    #expect(ledger.warnings == first.warnings + second.warnings)
  }

  @Test func noMoreThanAThousandAreKept() {
    let ledger = WarningLedger()
    for number in 0..<1200 {
      var news = StatusResponse(warnings: [warning("\(number)")])
      ledger.add(&news)
    }
    #expect(ledger.warnings.count == 1000)
  }

  @Test func textsOfFilesAreKeptToABound() {
    let ledger = WarningLedger()
    for number in 0..<20 {
      let data = [UInt8](repeating: UInt8(number), count: 1 << 20)
      var news = StatusResponse(warnings: [warning("\(number)", data: data)])
      ledger.add(&news)
    }
    #expect(ledger.warnings.count == 20)
    let sizes = ledger.warnings.map { $0.source?.data.count ?? 0 }
    #expect(sizes.reduce(0, +) == 16 << 20)
  }

  @Test func aWarningIsReportedWithPlaceLinkAndLine() {
    var casing = warning("Casing", line: 2, url: "https://x", data: Array("FROM x\nrun y\n".utf8))
    casing.detail = ["Use one case."]
    #expect(casing.report == ["Casing (Dockerfile:2)", "Use one case.", "https://x", "2 | run y"])
    #expect(VertexWarning(vertex: "a", short: "Other").report == ["Other"])
  }
}
