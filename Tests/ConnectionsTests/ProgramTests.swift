import Connections
import Glibc
import Testing
import Threads

/// Connections that a program keeps up.
@Suite struct ProgramTests {
  private func shell(_ script: String) -> ProgramDialler {
    ProgramDialler(HelperProgram("/bin/sh", ["-c", script]), address: "test")
  }

  private func connection(_ script: String) async throws -> Connection {
    try await shell(script).dial(until: .now + .seconds(10))
  }

  private func receive(_ connection: Connection) async -> String {
    await withCheckedContinuation { continuation in
      try? DetachedThread.start {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = recv(connection.descriptor, &bytes, bytes.count, 0)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        continuation.resume(returning: text)
      }
    }
  }

  @Test func bytesGoBothWays() async throws {
    let connection = try await connection("exec cat")
    send(connection.descriptor, "hello", 5, Int32(MSG_NOSIGNAL))
    #expect(await receive(connection) == "hello")
    close(connection.descriptor)
    connection.keeper?.end()
  }

  static let endings: [(script: String, status: Int32?, signal: Int32?, lines: [String])] = [
    ("exit 0", 0, nil, []), ("echo no such pod >&2; exit 1", 1, nil, ["no such pod"]),
    ("printf 'a\\nb\\r\\n\\n  \\nc' >&2; exit 255", 255, nil, ["a", "b", "c"]),
    ("kill -9 $$", nil, 9, []),
    (
      "i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo line $i; done >&2; exit 3", 3, nil,
      ["line 2997", "line 2998", "line 2999", "line 3000"]
    ),
  ]

  @Test(arguments: endings)
  func aProgramThatEndsTellsWhy(
    script: String, status: Int32?, signal: Int32?, lines: [String]
  ) async throws {
    for _ in 0..<20 {
      let connection = try await connection(script)
      #expect(await receive(connection) == "")
      let failure = await connection.keeper?.failure()
      let expected = ConnectionError.ProgramEnd(
        program: "/bin/sh", status: status, signal: signal, lastLines: lines)
      #expect(failure == .programEnded(expected))
      close(connection.descriptor)
    }
  }

  @Test(arguments: ["no-such-program", "/nowhere/program"])
  func aProgramThatIsNotThereIsTold(name: String) async throws {
    let dialler = ProgramDialler(HelperProgram(name, []), address: "test")
    let connection = try await dialler.dial(until: .now + .seconds(10))
    #expect(await receive(connection) == "")
    guard case .programNotStarted(name, _) = await connection.keeper?.failure() else {
      Issue.record("no reason")
      return
    }
    close(connection.descriptor)
  }

  /// A program that does not listen to being told, and one that has left another behind.
  @Test(arguments: ["trap '' TERM; while :; do sleep 1; done", "sleep 1000 & exec sleep 1000"])
  func nothingIsLeftOfAProgramThatIsLetGo(script: String) async throws {
    let connection = try await connection("echo $$ ; \(script)")
    let identifier = try #require(pid_t(await receive(connection).filter(\.isNumber)))
    connection.keeper?.end()
    close(connection.descriptor)
    let end = ContinuousClock.now + .seconds(20)
    // Signal 0 asks whether the group has anybody in it.
    while kill(-identifier, 0) == 0, ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(kill(-identifier, 0) != 0)
  }
}
