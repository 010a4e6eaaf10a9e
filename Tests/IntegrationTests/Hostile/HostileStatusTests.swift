import Bytes
import SessionServer
import Testing

/// What a daemon says of its steps is shown, and can't do more than that.
@Suite(.takingTurns) struct HostileStatusTests {
  /// Runs the command against a fake daemon.
  private func build(
    _ script: FakeScript, _ options: [String] = ["--progress", "plain"]
  ) async throws -> Command.Outcome {
    let daemon = try FakeDaemon(script)
    defer { withExtendedLifetime(daemon) {} }
    return try await Command(
      ["containerize", "greeter", "--output", "type=image", "--addr", "\(daemon.endpoint)"]
        + options
    ).run(atMost: .seconds(60))
  }

  /// A vertex that has started, as a field of the status.
  private static func vertex(_ number: Int, name: String) -> [UInt8] {
    let digest = Array("sha256:\(number)".utf8)
    let name = Array(name.utf8)
    var vertex = field(1, digest) + field(3, name)
    vertex += field(5, [0x08, 0x80, 0x8a, 0x8e, 0xad, 0x06])
    return field(1, vertex)
  }

  private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    var length: [UInt8] = []
    var rest = bytes.count
    while rest >= 128 {
      length.append(UInt8(rest & 127 | 128))
      rest >>= 7
    }
    return [number << 3 | 2] + length + [UInt8(rest)] + bytes
  }

  private static let evil = "\u{1B}]0;owned\u{07}\u{1B}[2J\u{9B}8mblue\r\u{202E}\u{08}"

  @Test(arguments: ["plain", "quiet"])
  func controlSequencesAreNotPrinted(_ progress: String) async throws {
    let outcome = try await build(
      FakeScript(
        solve: { $0.finishSolve(.internal("it \(Self.evil)\nfailed")) },
        status: { call, _ in
          call.send(ByteChain(Self.vertex(1, name: "step \(Self.evil)")))
          call.finish(.ok)
        }), ["--progress", progress])
    #expect(outcome.ending == .exited(1))
    #expect(outcome.errors.contains("blue"), "\(outcome.errors)")
    for scalar in ["\u{1B}", "\u{07}", "\u{9B}", "\r", "\u{202E}", "\u{08}"] {
      #expect(!outcome.errors.unicodeScalars.contains(where: { String($0) == scalar }))
    }
    #expect(outcome.errorLines.last?.hasPrefix("failed") != true, "\(outcome.errors)")
  }

  /// The same warning three times: as it came in JSON, once for people.
  @Test(arguments: [("rawjson", 3), ("plain", 1), ("quiet", 1)])
  func aWarningThatComesAgainIsShownOnce(_ progress: String, _ times: Int) async throws {
    let warning = Self.field(
      4,
      Self.field(1, Array("sha256:1".utf8)) + Self.field(3, Array("Careful".utf8))
        + Self.field(5, Array("https://rules.test/careful".utf8)))
    let outcome = try await build(
      FakeScript(
        solve: { $0.finishSolve(.ok) },
        status: { call, _ in
          call.send(ByteChain(Self.vertex(1, name: "step") + warning + warning))
          call.send(ByteChain(warning))
          call.finish(.ok)
        }), ["--progress", progress])
    expectSuccess(outcome)
    let shown = outcome.errors + outcome.text
    #expect(shown.ranges(of: "https://rules.test/careful").count == times, "\(shown)")
    #expect(outcome.text.contains("warning: Careful, see https://") == (progress == "quiet"))
  }

  @Test func whatAWorkerSaysIsPrintedHarmlessly() async throws {
    let daemon = try FakeDaemon(
      FakeScript(listWorkers: { call in
        call.send(ByteChain(Self.field(1, Self.field(1, Array("id \(Self.evil)".utf8)))))
        call.finish(.ok)
      }))
    defer { withExtendedLifetime(daemon) {} }
    let outcome = try await Command(["workers", "--addr", "\(daemon.endpoint)"]).run()
    expectSuccess(outcome)
    #expect(outcome.text.contains("id "))
    #expect(!outcome.text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" })
  }

  /// Rows are as wide as their own cells, not as the widest that a daemon thinks of.
  @Test func aLongNameMakesNoOtherRowLong() async throws {
    let daemon = try FakeDaemon(
      FakeScript(listWorkers: { call in
        var message = Self.field(1, Self.field(1, [UInt8](repeating: 0x77, count: 1 << 20)))
        for _ in 0..<100 { message += Self.field(1, Self.field(1, Array("short".utf8))) }
        call.send(ByteChain(message))
        call.finish(.ok)
      }))
    defer { withExtendedLifetime(daemon) {} }
    let outcome = try await Command(["workers", "--addr", "\(daemon.endpoint)"]).run()
    expectSuccess(outcome)
    #expect(outcome.text.utf8.count > 1 << 20)
    #expect(outcome.text.utf8.count < (1 << 20) + (1 << 16))
  }

  @Test(arguments: [
    (300_000, 1, "quiet", 200), (300_000, 1, "plain", 200), (100, 4_000_000, "plain", 320),
  ])
  func manyAndLongNamesTakeBoundedMemory(
    _ steps: Int, _ length: Int, _ progress: String, mebibytes limit: Int
  ) async throws {
    let outcome = try await build(
      FakeScript(
        status: { call, build in
          let name = String(repeating: "n", count: length)
          var message: [UInt8] = []
          for number in 0..<steps {
            message += Self.vertex(number, name: name)
            if message.count > 1 << 20 || number == steps - 1 {
              call.send(ByteChain(message))
              message = []
            }
          }
          call.finish(.ok)
          build.finishSolve(.ok)
        }), ["--progress", progress])
    expectSuccess(outcome)
    #expect(outcome.peakMemory < limit << 20, "\(outcome.peakMemory >> 20) MiB")
  }
}
