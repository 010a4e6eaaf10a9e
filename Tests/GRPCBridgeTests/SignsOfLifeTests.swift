import Bytes
import GRPCBridge
import Glibc
import Synchronization
import Testing

/// A peer over a network that says nothing is asked whether it is there, and left when it doesn't answer.
@Suite struct SignsOfLifeTests {
  private static let signs = SignsOfLife(interval: .milliseconds(1100), limit: .seconds(5))

  /// A server of HTTP/2 that says nothing but that it is there, as often as it is told to, and then nothing.
  private func listening(
    to answers: Int
  ) async throws -> (error: GRPCError?, questions: Int) {
    let questions = Questions()
    let peer = try RawPeer { questions.serve($0, answers: answers) }
    defer { peer.stop() }
    let error = await #expect(throws: GRPCError.self) {
      let channel = try GRPCChannel(target: peer.target, signs: Self.signs)
      defer { channel.shutdown() }
      let stream = try await channel.openServerStream(
        "/test.Echo/Listen", request: ByteChain([1]), deadline: .now + .seconds(120))
      _ = try await stream.receive()
    }
    return (error, questions.count)
  }

  /// As long as it answers it is waited for, also more often than the two times after which core would
  /// ask no more.
  @Test(arguments: [0, 4])
  func whoGivesNoSignOfLifeIsLeft(answers: Int) async throws {
    let (error, questions) = try await listening(to: answers)
    #expect(error?.code == .unavailable)
    #expect(error?.message.contains("keepalive watchdog timeout") == true)
    #expect(questions == answers + 1)
  }
}

/// Answers what HTTP/2 has to be answered, and counts how often it is asked whether it is there.
private final class Questions: Sendable {
  private let counted = Mutex(0)

  var count: Int { counted.withLock { $0 } }

  func serve(_ descriptor: Int32, answers: Int) {
    func send(_ bytes: [UInt8]) {
      _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
    // The client's first words, before its frames.
    guard receive(24, from: descriptor) != nil else { return }
    send([0, 0, 0, 4, 0, 0, 0, 0, 0])
    while let head = receive(9, from: descriptor) {
      let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
      guard let body = receive(length, from: descriptor) else { return }
      switch (head[3], head[4]) {
      case (4, 0): send([0, 0, 0, 4, 1, 0, 0, 0, 0])
      case (6, 0):
        let number = counted.withLock { count in
          count += 1
          return count
        }
        if number <= answers { send([0, 0, 8, 6, 1, 0, 0, 0, 0] + body) }
      default: break
      }
    }
  }

  private func receive(_ count: Int, from descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    guard count > 0 else { return bytes }
    return recv(descriptor, &bytes, count, Int32(MSG_WAITALL)) == count ? bytes : nil
  }
}
