import BuildKit
import Testing

@testable import BuildProgress

@Suite struct TerminalRendererTests {
  static let size = TerminalSize(columns: 41, rows: 10)

  /// The screen after each piece of news was drawn, and after the end if it came.
  func screen(
    _ news: [(Double, StatusResponse)], until end: Double? = nil, size: TerminalSize = size
  ) -> Screen {
    var renderer = TerminalRenderer(style: .uncolored)
    var screen = Screen(columns: size.columns, height: size.rows)
    for (time, status) in news {
      renderer.update(status, at: clock(time))
      screen.write(renderer.draw(at: clock(time), size: size))
    }
    if let end { screen.write(renderer.finish(at: clock(end), size: size)) }
    #expect(screen.failure == nil && screen.showsCursor)
    return screen
  }

  @Test func runningAndEndedStepsAreShownWithTheirTimes() {
    let screen = screen([
      (0, step("a")), (0, step("b")), (0, step("c")), (0, step("a", 0)), (1, step("a", 0, 1)),
      (1, step("b", 1, 1, cached: true)), (1, step("c", 1)), (1, log("c", 1, "one\r\ntwo")),
      (3.2, item("layer", of: "c", 5_100_000, 10_000_000, 3.2, since: 2)),
    ])
    #expect(
      screen.text == """
        [+] Building 3.2s (2/3)
         => [a]                             1.0s
         => CACHED [b]                      0.0s
         => [c]                             2.2s
         => => layer 5.10MB / 10.00MB       1.2s
         => => # one
         => => # two
        """)
  }

  @Test func theEndShowsEverythingOnce() {
    let screen = screen(
      [
        (0, step("a", 0)), (0, log("a", 0, "output\n")),
        (1, item("layer", of: "a", 1, 1, 1, since: 0, done: true)), (2, step("a", 0, 2)),
      ], until: 2)
    #expect(
      screen.text == """
        [+] Building 2.0s (1/1) FINISHED
         => [a]                             2.0s
         => => layer 1B / 1B                1.0s
        """)
  }

  @Test(arguments: [
    (step("a", 0, 1), "(1/1) FINISHED"), (step("a", 0), "(0/1)"), (step("a"), "(0/1)"),
    (step("a", 0, 1, error: "boom"), "(1/1) FAILED"),
    (step("a", 0, 1, error: "context canceled"), "(1/1) CANCELED"), (StatusResponse(), "(0/0)"),
  ])
  func theHeaderTellsHowTheBuildEnded(news: StatusResponse, expected: String) {
    let header = screen([(0, news)], until: 1).text.split(separator: "\n")[0]
    #expect(header.hasSuffix(expected))
  }

  @Test func aFailureLeavesTheLastLinesOfTheStep() {
    let screen = screen(
      [
        (0, step("a", 0)), (0, step("b", 0)), (1, log("a", 1, "1\n2\n")),
        (2, step("a", 0, 2, error: "boom")), (2, step("b", 0, 2, error: "context canceled")),
        (2, warning("Careful")),
      ], until: 2)
    #expect(
      screen.text == """
        [+] Building 2.0s (2/2) FAILED
         => ERROR [a]                       2.0s
         => CANCELED [b]                    2.0s
        ------
         > [a]:
        1.000 1
        1.000 2
        ------

        1 warning found:
         - Careful
        """)
  }

  @Test func runningStepsGoBeforeEndedOnesWhereRoomIsShort() {
    var news: [(Double, StatusResponse)] = (0..<20).map { (0, step("s\($0)", 0, 1)) }
    news.append((1, step("x", 0)))
    news += (20..<30).map { (1, step("s\($0)", 0, 1)) }
    news.append((1, log("x", 1, "1\n2\n")))
    #expect(
      screen(news).text
        == """
        [+] Building 1.0s (30/31)
         => [x]                             1.0s
         => => # 1
         => => # 2
         => [s25]                           1.0s
         => [s26]                           1.0s
         => [s27]                           1.0s
         => [s28]                           1.0s
         => [s29]                           1.0s
        """)
  }

  @Test func runningStepsShareTheRoomForTheirOutput() {
    let news = [
      (0, step("a", 0)), (0, step("b", 0)), (0, log("a", 0, "1\n2\n3\n4\n5\n")),
      (0.0, log("b", 0, "1\n2\n3\n4\n5\n")),
    ]
    #expect(
      screen(news).text == """
        [+] Building 0.0s (0/2)
         => [a]                             0.0s
         => => # 3
         => => # 4
         => => # 5
         => [b]                             0.0s
         => => # 3
         => => # 4
         => => # 5
        """)
  }

  @Test(arguments: [1, 2, 3, 8, 12, 20, 200], [1, 2, 3, 5, 50])
  func noFrameIsLargerThanTheTerminal(columns: Int, rows: Int) {
    var renderer = TerminalRenderer(style: .uncolored)
    for index in 0..<20 {
      renderer.update(step("漢字 step \(index)", 0), at: 0)
      renderer.update(log("漢字 step \(index)", 0, "漢字漢字漢字漢字\n"), at: 0)
      renderer.update(item("i", of: "漢字 step \(index)", 5, 10, 0, since: 0), at: 0)
    }
    let frame = renderer.draw(at: 0, size: TerminalSize(columns: columns, rows: rows))
    let rowsDrawn = frame.split(separator: "\n").dropLast().map { printable(String($0)) }
    #expect(rowsDrawn.count < max(rows, 3))
    #expect(rowsDrawn.allSatisfy { $0.displayWidth <= max(columns - 1, 1) })
  }

  @Test func aNarrowerTerminalIsDrawnOverFromTheTop() {
    var renderer = TerminalRenderer(style: .uncolored)
    renderer.update(step("a", 0), at: 0)
    _ = renderer.draw(at: 0, size: TerminalSize(columns: 41, rows: 10))
    // The header's 24 columns take two lines now, the step's 40 take two as well.
    let frame = renderer.draw(at: 0, size: TerminalSize(columns: 20, rows: 10))
    #expect(frame.hasPrefix("\u{1B}[?25l\r\u{1B}[4A"))
  }

  @Test(arguments: [
    ("", "\u{1B}[34m => [a]"), ("boom", "\u{1B}[31m => ERROR [a]"),
    ("context canceled", "\u{1B}[33m => CANCELED [a]"),
  ])
  func endedStepsAreColored(error: String, expected: String) {
    var renderer = TerminalRenderer(style: ProgressStyle())
    renderer.update(step("a", 0, 1, error: error), at: 0)
    #expect(renderer.draw(at: 0, size: Self.size).contains(expected))
    var plain = TerminalRenderer(style: .uncolored)
    plain.update(step("a", 0, 1, error: error), at: 0)
    #expect(!plain.draw(at: 0, size: Self.size).contains("m =>"))
  }
}
