import Testing

@testable import BuildKit

@Suite struct ReportTests {
  @Test func allThatIsKnownIsTold() throws {
    var error = try RecordedErrorTests.error("process", of: "0.25.2")
    error.step?.name = "[2/2] RUN echo said;   exit 42"
    error.step?.logTail = ["said"]
    // Without the command, which the step's name has.
    let headline =
      "[2/2] RUN echo said;   exit 42: the command did not complete successfully: exit code: 42"
      + " (stepFailed)\n"
    let place = """
      Dockerfile:2
            1 | FROM busybox
       >    2 | RUN echo said; \\
       >    3 |   exit 42
            4 |\u{20}

      """
    let output = "the end of its output:\n     | said\n"
    let advice = "try: mend the command; its output tells why"
    #expect(error.report() == headline + place + output + advice)
    #expect(error.report(withOutput: false) == headline + place + advice)
  }

  @Test func anErrorWithoutStepAndPlaceIsOneLine() {
    let error = BuildError(.sessionLost, "BuildKit ended the session")
    #expect(
      error.report()
        == "BuildKit ended the session; see the daemon's log, then build again (sessionLost)")
    #expect("\(error)" == "BuildKit ended the session; see the daemon's log, then build again")
    #expect(BuildError(.local, "x: y").report() == "x: y (local)")
  }

  @Test(arguments: [
    (137, "memory"), (127, "no such command"), (126, "can't be run"), (1, "its output tells why"),
  ])
  func theExitCodeTellsTheWayOut(code: Int, words: String) {
    var error = BuildError(.stepFailed, "exit code: \(code)")
    error.step = .init(digest: "sha256:a", name: "RUN", logTail: [], exitCode: code)
    #expect(error.advice?.contains(words) == true)
  }
}

@Suite struct SourceExcerptTests {
  private func excerpt(_ ranges: [ClosedRange<Int>], lines: Int = 9) -> SourceExcerpt {
    SourceExcerpt(
      filename: "Dockerfile", language: "Dockerfile",
      data: Array((1...lines).map(String.init).joined(separator: "\n").utf8),
      ranges: ranges.map {
        SourceRange(
          start: SourcePosition(line: $0.lowerBound), end: SourcePosition(line: $0.upperBound))
      })
  }

  @Test(arguments: [
    ([3...3], 1...5, 3...3), ([1...1], 1...3, 1...1), ([9...9], 7...9, 9...9),
    ([4...5, 5...6], 2...8, 4...6), ([0...0], 1...3, 1...1), ([8...100], 6...9, 8...9),
    ([5...Int(Int32.max)], 3...9, 5...9),
  ])
  func theLinesAroundTheRangesAreTold(
    _ ranges: [ClosedRange<Int>], _ shown: ClosedRange<Int>, _ marked: ClosedRange<Int>
  ) {
    let lines = excerpt(ranges).lines()
    #expect(lines.map(\.number) == Array(shown))
    #expect(lines.filter(\.isMarked).map(\.number) == Array(marked))
    #expect(lines.allSatisfy { $0.text == "\($0.number)" })
    #expect(excerpt(ranges).firstLine == marked.lowerBound)
  }

  @Test(arguments: [[], [10...12]])
  func aRangeBeyondTheFileHasNoLines(_ ranges: [ClosedRange<Int>]) {
    #expect(excerpt(ranges).lines().isEmpty)
    #expect(excerpt(ranges).firstLine == nil)
    #expect(excerpt(ranges).text() == "Dockerfile")
  }

  @Test func aLongRangeIsCut() {
    #expect(excerpt([2...900], lines: 1000).lines().map(\.number) == Array(1...24))
  }
}
