import Testing

@testable import BuildProgress

@Suite struct ProgressStyleTests {
  @Test(
    arguments: [
      (["TERM": "xterm"], ProgressColors()),
      (["TERM": "xterm", "NO_COLOR": ""], ProgressColors()),
      ([:], nil),
      (["TERM": "xterm", "NO_COLOR": "1"], nil),
      (["TERM": "dumb"], nil),
      (["TERM": "xterm", "NO_COLOR": "1", "BUILDKIT_COLORS": "run=red"], nil),
    ] as [([String: String], ProgressColors?)])
  func colorsCanBeTurnedOff(environment: [String: String], colors: ProgressColors?) {
    #expect(ProgressStyle(environment: environment).colors == colors)
  }

  @Test(arguments: [
    (["TERM": "xterm"], true), (["TERM": "dumb"], false), (["TERM": ""], false), ([:], false),
  ])
  func aTerminalThatKnowsOnlyLinesIsNotRedrawn(environment: [String: String], can: Bool) {
    #expect(ProgressStyle(environment: environment).canRedraw == can)
  }

  @Test(arguments: [
    ("run=cyan", "36", "31"), ("RUN=Light-Green:error=default", "92", "39"),
    ("run=1,2,255", "38;2;1;2;255", "31"), (#""run=1,2,3":error=blue"#, "38;2;1;2;3", "34"),
    ("run=256,0,0", "34", "31"), ("run=1,2", "34", "31"), ("run", "34", "31"),
    ("run=mauve:error=green", "34", "32"), ("", "34", "31"), ("other=red", "34", "31"),
  ])
  func colorsCanBeChosen(text: String, run: String, error: String) throws {
    let colors = try #require(
      ProgressStyle(environment: ["TERM": "xterm", "BUILDKIT_COLORS": text]).colors)
    #expect(colors.run == run && colors.error == error)
  }

  @Test(arguments: [("3", 3), ("0", 6), ("-1", 6), ("x", 6), ("99999", 1000)])
  func theNumberOfLinesCanBeChosen(text: String, lines: Int) {
    #expect(ProgressStyle(environment: ["BUILDKIT_TTY_LOG_LINES": text]).logLines == lines)
  }

  @Test(arguments: [("50", 50), ("0", 100), ("-1", 100), ("x", 100), ("1", 10)])
  func theTimeOfAFrameCanBeChosen(text: String, milliseconds: Int) {
    #expect(ProgressStyle(environment: ["TTY_DISPLAY_RATE": text]).frameTime == milliseconds)
  }

  @Test(arguments: [("0", 72), ("1", nil), ("", nil)] as [(String, Int?)])
  func namesInPlainLinesCanBeCut(text: String, length: Int?) {
    #expect(ProgressStyle(environment: ["PROGRESS_NO_TRUNC": text]).plainNameLength == length)
  }

  @Test(
    arguments: [
      (.auto, nil, .auto), (.auto, "", .auto), (.auto, "plain", .plain),
      (.auto, "rawjson", .rawjson),
      (.tty, "plain", .tty), (.quiet, "loud", .quiet),
    ] as [(ProgressMode, String?, ProgressMode)])
  func theVariableCountsWhereNothingIsAskedFor(
    mode: ProgressMode, variable: String?, expected: ProgressMode
  ) throws {
    let environment = variable.map { ["BUILDKIT_PROGRESS": $0] } ?? [:]
    #expect(try mode.asked(environment: environment) == expected)
  }

  @Test func aVariableThatIsNoModeIsRefused() {
    #expect(throws: ProgressMode.InvalidVariable(value: "loud")) {
      try ProgressMode.auto.asked(environment: ["BUILDKIT_PROGRESS": "loud"])
    }
  }
}
