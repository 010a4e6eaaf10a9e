import Testing

@testable import BuildKit

@Suite struct DistinctWarningsTests {
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

  private func distinct(_ warnings: [VertexWarning]) -> [VertexWarning] {
    var distinct = DistinctWarnings()
    for warning in warnings { distinct.add(warning) }
    return distinct.all
  }

  @Test func aWarningComesOnceWhateverItsStep() {
    let kept = [warning("x"), warning("y"), warning("x", line: 2), warning("x", url: "u")]
    #expect(
      distinct([kept[0], warning("x", vertex: "b"), kept[1], kept[1], kept[2], kept[3]]) == kept)
  }

  @Test func noMoreThanAThousandAreKept() {
    #expect(distinct((0..<1200).map { warning("\($0)") }).count == 1000)
  }

  @Test func textsOfFilesAreKeptToABound() {
    let kept = distinct(
      (0..<20).map { number in
        warning("\(number)", data: [UInt8](repeating: UInt8(number), count: 1 << 20))
      })
    #expect(kept.count == 20)
    #expect(kept.count { $0.source?.data.isEmpty == false } == 15)
  }

  @Test func aWarningIsReportedWithPlaceLinkAndLine() {
    var casing = warning("Casing", line: 2, url: "https://x", data: Array("FROM x\nrun y\n".utf8))
    casing.detail = ["Use one case."]
    #expect(casing.report == ["Casing (Dockerfile:2)", "Use one case.", "https://x", "2 | run y"])
    #expect(VertexWarning(vertex: "a", short: "Other").report == ["Other"])
  }
}
