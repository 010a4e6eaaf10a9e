import Testing

@testable import BuildProgress

@Suite struct TextTests {
  @Test(arguments: [
    ("plain é 漢", "plain é 漢"),
    ("\u{1B}[1;31mred\u{1B}[0m", "red"),
    ("\u{1B}]0;title\u{07}after", "after"),
    ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
    ("\u{1B}(Bx", "x"),
    ("\u{1B}cx", "x"),
    ("\u{9B}2Jx", "x"),
    ("a\tb\nc", "a b c"),
    ("a\u{08}\u{07}\u{7F}b", "ab"),
    ("safe\u{202E}txt.exe", "safetxt.exe"),
    ("cut \u{1B}[3", "cut "),
  ])
  func whatATerminalWouldActOnIsDropped(text: String, expected: String) {
    #expect(printable(text) == expected)
  }

  @Test(arguments: [
    ("abc", 2, "ab"), ("abc", 3, "abc"), ("漢字", 3, "漢"), ("漢字", 4, "漢字"), ("漢", 1, ""),
    ("e\u{301}x", 1, "e\u{301}"), ("👍👍", 3, "👍"), ("", 0, ""),
  ])
  func textIsCutBetweenCharactersToItsWidth(text: String, columns: Int, expected: String) {
    #expect(text.prefix(columns: columns) == expected)
  }

  @Test(
    arguments: [
      (0, "0B"), (999, "999B"), (1000, "1.00kB"), (5_104_000, "5.10MB"), (-2500, "-2.50kB"),
      (Int64.max, "9.22EB"),
    ] as [(Int64, String)])
  func amountsAreInDecimalUnits(count: Int64, expected: String) {
    #expect(byteAmount(count) == expected)
  }

  @Test(
    arguments: [
      (0, 1, "0.0"), (0.05, 1, "0.1"), (9.96, 1, "10.0"), (-0.25, 2, "-0.25"), (3, 0, "3"),
      (.infinity, 1, "1000000000000.0"), (1.0055, 3, "1.006"),
    ] as [(Double, Int, String)])
  func numbersAreRounded(value: Double, digits: Int, expected: String) {
    #expect(fixed(value, digits: digits) == expected)
  }

  @Test(arguments: [
    (["one\ntwo\n"], ["one", "two"], ""),
    (["on", "e\nt", "wo"], ["one"], "two"),
    (["\n\n"], ["", ""], ""),
    (["10%\r20%\r", "30%\r\nnext"], ["30%"], "next"),
    (["a\r\n"], ["a"], ""),
    (["\u{1B}[3", "1mred\n"], ["red"], ""),
  ])
  func linesArePutTogether(pieces: [String], lines: [String], unfinished: String) {
    var log = LogLines()
    #expect(pieces.flatMap { log.append(Array($0.utf8)) } == lines)
    #expect(log.unfinished == unfinished)
  }

  @Test func aCharacterMayBeCut() {
    var log = LogLines()
    #expect(log.append([0xC3]).isEmpty)
    #expect(log.append([0xA9, 0x0A, 0xFF, 0x0A]) == ["é", "\u{FFFD}"])
    #expect(log.flush() == nil)
  }

  @Test func anEndlessLineIsBroken() {
    var log = LogLines()
    let line = [UInt8](repeating: 0x61, count: LogLines.longest)
    #expect(log.append(line).isEmpty)
    #expect(log.append([0x61]).map(\.utf8.count) == [LogLines.longest + 1])
  }
}
