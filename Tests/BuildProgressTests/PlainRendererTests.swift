import BuildKit
import Testing

@testable import BuildProgress

@Suite struct PlainRendererTests {
  /// All that is printed when each piece of news is drawn at once.
  func print(_ news: [(Double, StatusResponse)], style: ProgressStyle = ProgressStyle()) -> String {
    var renderer = PlainRenderer(style: style)
    let size = TerminalSize(columns: 80, rows: 24)
    var text = ""
    for (time, status) in news {
      renderer.update(status, at: clock(time))
      text += renderer.draw(at: clock(time), size: size)
    }
    return text + renderer.finish(at: clock(news.last?.0 ?? 0), size: size)
  }

  @Test func stepsArePrintedOneAfterTheOther() {
    let text = print([
      (0, step("a")), (0, step("b")), (0, step("a", 0)), (0.1, step("a", 0, 0.14)),
      (0.2, step("b", 0.2)), (0.5, log("b", 0.5, "one\ntw")), (1, log("b", 1, "o\n")),
      (2, step("b", 0.2, 2)), (2, step("c", 2, 2, cached: true)),
    ])
    #expect(
      text == """
        #1 [a]
        #1 DONE 0.1s

        #2 [b]
        #2 0.300 one
        #2 0.300 two
        #2 DONE 1.8s

        #3 [c]
        #3 CACHED

        """)
  }

  @Test func theTimeOfALineHasFewerDigitsTheLongerItIs() {
    let text = print([
      (0, step("a", 0)), (1, log("a", 9.9994, "a\n")), (2, log("a", 99.994, "b\n")),
      (3, log("a", 100, "c\n")),
    ])
    #expect(text == "#1 [a]\n#1 9.999 a\n#1 99.99 b\n#1 100.0 c\n")
  }

  @Test func aStepKeepsTheFloorUntilAnotherHasWaitedForFiveSeconds() {
    let text = print([
      (0, step("a", 0)), (0, step("b", 0)), (1, log("b", 1, "b1\n")), (2, log("a", 2, "a1\n")),
      (4.9, log("a", 4.9, "a2\n")), (5, log("a", 5, "a3\n")), (5.5, log("a", 5.5, "a4\n")),
      (6, step("b", 0, 6)),
    ])
    #expect(
      text == """
        #1 [a]
        #1 2.000 a1
        #1 4.900 a2
        #1 5.000 a3
        #1 ...

        #2 [b]
        #2 1.000 b1
        #2 DONE 6.0s

        #1 [a]
        #1 5.500 a4

        """)
  }

  @Test func onceNothingHasTheFloorWhatStillRunsIsNamedAgain() {
    let text = print([
      (0, step("a", 0)), (1, step("b", 0, 1)), (2, StatusResponse()), (3, step("a", 0, 3)),
    ])
    #expect(
      text == """
        #1 [a]
        #1 ...

        #2 [b]
        #2 DONE 1.0s

        #1 [a]
        #1 DONE 3.0s

        """)
  }

  @Test func itemsAreThinnedOut() {
    let text = print([
      (0, step("a", 0)), (0, item("layer", of: "a", 0, 100_000_000, 0, since: 0)),
      (1, item("layer", of: "a", 4_000_000, 100_000_000, 1, since: 0)),
      (2, item("layer", of: "a", 5_100_000, 100_000_000, 2, since: 0)),
      (3, item("layer", of: "a", 5_200_000, 100_000_000, 3, since: 0)),
      (7, item("layer", of: "a", 5_300_000, 100_000_000, 7, since: 0)),
      (8, item("layer", of: "a", 100_000_000, 100_000_000, 8, since: 0, done: true)),
      (9, item("layer", of: "a", 100_000_000, 100_000_000, 9, since: 0, done: true)),
      (9, item("context:", of: "a", 32, 0, 9, since: 9, done: true)), (9, step("a", 0, 9)),
    ])
    #expect(
      text == """
        #1 [a]
        #1 layer 0B / 100.00MB
        #1 layer 5.10MB / 100.00MB 2.0s
        #1 layer 5.30MB / 100.00MB 7.0s
        #1 layer 100.00MB / 100.00MB 8.0s done
        #1 context: 32B done
        #1 DONE 9.0s

        """)
  }

  @Test func aFailureEndsWithTheLastLinesOfTheStep() {
    var style = ProgressStyle()
    style.errorLines = 2
    let text = print(
      [
        (0, step("a", 0)), (1, log("a", 1, "1\n2\n3\nlast")), (2, step("b", 1)),
        (2, step("a", 0, 2, error: "exit code: 1")),
        (3, step("b", 1, 3, error: "context canceled")),
      ], style: style)
    #expect(
      text == """
        #1 [a]
        #1 1.000 1
        #1 1.000 2
        #1 1.000 3
        #1 1.000 last
        #1 ERROR: exit code: 1

        #2 [b]
        #2 CANCELED
        ------
         > [a]:
        1.000 3
        1.000 last
        ------

        """)
  }

  @Test func warningsComeAtTheEndAndOnce() {
    let text = print([
      (0, step("a", 0, 0)), (0, warning("Casing\u{1B}[31m", line: 3, url: "https://x")),
      (0, warning("Casing\u{1B}[31m", line: 3, url: "https://x")), (0, warning("Other")),
    ])
    #expect(
      text == """
        #1 [a]
        #1 DONE 0.0s

        2 warnings found:
         - Casing (Dockerfile:3)
           https://x
         - Other

        """)
  }

  @Test func aStepThatRunsAgainIsPrintedAgain() {
    let text = print([(0, step("a", 0, 1)), (2, step("a", 2)), (4, step("a", 2, 4))])
    #expect(text == "#1 [a]\n#1 DONE 1.0s\n\n#1 [a]\n#1 DONE 3.0s\n")
  }

  @Test func aGroupIsOneStep() {
    let group = ProgressGroup(id: "g", name: "[group]")
    let text = print([
      (0, step("a", 0, 1, cached: true, group: group)), (1, step("b", nil, group: group)),
      (2, step("b", 2, group: group)), (3, log("b", 3, "line\n")),
      (4, step("b", 2, 4, group: group)),
    ])
    #expect(
      text == """
        #1 [group]
        #1 CACHED

        #1 [group]
        #1 1.000 line
        #1 DONE 3.0s

        """)
  }

  @Test func outputAfterTheEndOfAStepIsNotLost() {
    let text = print([(0, step("a", 0)), (1, step("a", 0, 1)), (1, log("a", 0.5, "no end"))])
    #expect(text.contains("#1 0.500 no end\n"))
  }

  @Test func warningsWaitForTheirStep() {
    let text = print([
      (0, step("a", 0)), (1, warning("careful")), (1, log("a", 1, "x\ty\n")), (2, step("a", 0, 2)),
      (3, warning("too late")),
    ])
    #expect(
      text == """
        #1 [a]
        #1 WARN: careful
        #1 1.000 x\ty
        #1 DONE 2.0s

        2 warnings found:
         - careful
         - too late

        """)
  }

  @Test func namesAreCutIfThatIsAskedFor() {
    var style = ProgressStyle()
    style.plainNameLength = 3
    #expect(print([(0, step("abcdef", 0))], style: style) == "#1 [ab...\n")
  }

  @Test func aCancelledBuildCancelsItsSteps() {
    var renderer = PlainRenderer(style: ProgressStyle())
    let size = TerminalSize(columns: 80, rows: 24)
    renderer.update(step("a", 0), at: clock(0))
    renderer.update(step("b", 0, 1), at: clock(1))
    var text = renderer.draw(at: clock(1), size: size)
    renderer.cancel(at: clock(2))
    text += renderer.finish(at: clock(2), size: size)
    #expect(text.contains("#1 DONE 1.0s"))
    #expect(text.hasSuffix("#2 CANCELED\n"), "\(text)")
  }
}
