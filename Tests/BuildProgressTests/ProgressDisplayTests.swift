import BuildKit
import Glibc
import Synchronization
import Testing

@testable import BuildProgress

@Suite struct ProgressDisplayTests {
  /// Remembers what was written.
  final class Recorder: ProgressOutput {
    let terminalSize: TerminalSize?
    private let bytes = Mutex<[UInt8]>([])

    init(terminalSize: TerminalSize? = nil) { self.terminalSize = terminalSize }

    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

    func write(_ new: [UInt8]) async { bytes.withLock { $0 += new } }
  }

  static let lines = "#1 [a]\n#1 DONE 1.0s\n"

  @Test(
    arguments: [
      (.auto, false, lines), (.tty, false, lines), (.plain, true, lines), (.plain, false, lines),
      (.quiet, true, ""),
    ] as [(ProgressMode, Bool, String)])
  func theModeDecidesWhatIsWritten(mode: ProgressMode, onTerminal: Bool, expected: String) async {
    let size = TerminalSize(columns: 80, rows: 24)
    let recorder = Recorder(terminalSize: onTerminal ? size : nil)
    let display = ProgressDisplay(mode: mode, output: recorder)
    await display.show(step("a", 0, 1))
    await display.finish()
    await display.show(step("b", 0, 1))
    await display.finish()
    #expect(recorder.text == expected)
  }

  @Test(arguments: [ProgressMode.auto, .tty])
  func aTerminalGetsTheLiveView(mode: ProgressMode) async {
    let recorder = Recorder(terminalSize: TerminalSize(columns: 80, rows: 24))
    let display = ProgressDisplay(mode: mode, output: recorder)
    await display.show(step("a", 0, 1))
    await display.finish()
    #expect(recorder.text.contains("FINISHED"))
    #expect(recorder.text.hasSuffix("\u{1B}[?25h"))
  }

  @Test func everyMessageIsALineOfJSON() async {
    let recorder = Recorder()
    let display = ProgressDisplay(mode: .rawjson, output: recorder)
    await display.show(StatusResponse())
    await display.show(StatusResponse())
    await display.finish()
    #expect(recorder.text == "{}\n{}\n")
  }

  @Test func aPipeIsNoTerminalAndGetsAllBytes() async throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    // Writing more than the pipe holds needs the reader.
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    let output = DescriptorOutput(descriptor: ends[1])
    #expect(output.terminalSize == nil)
    let sent = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0) }
    async let writing: Void = output.write(sent)
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while received.count < sent.count {
      let count = read(ends[0], &buffer, buffer.count)
      try #require(count > 0)
      received += buffer[..<count]
    }
    await writing
    #expect(received == sent)
    close(ends[0])
    close(ends[1])
  }
}
