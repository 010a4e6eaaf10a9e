import Synchronization
import Testing
import Threads

@testable import BuildKit

/// What of an agent a build may use.
@Suite struct AgentFilterTests {
  /// An agent that answers every message with its own body behind the type 100, and remembers what
  /// it was asked.
  private final class EchoingAgent: Sendable {
    let asked = Mutex<[[UInt8]]>([])

    func serve(_ socket: ConnectedSocket) throws {
      try DetachedThread.start {
        while let head = socket.receive(exactly: 4),
          let body = socket.receive(exactly: Int(head[3]))
        {
          self.asked.withLock { $0.append(body) }
          let reply = [0, 0, 0, UInt8(body.count + 1), 100] + body
          _ = reply.withUnsafeBytes { socket.send($0) }
        }
      }
    }
  }

  private let agent = EchoingAgent()
  private let client: ConnectedSocket

  init() throws {
    let (client, filter) = try ConnectedSocket.pair()
    let (near, far) = try ConnectedSocket.pair()
    self.client = client
    try agent.serve(far)
    try DetachedThread.start { AgentFilter.serve(filter, agent: near) }
  }

  private func answer(to body: [UInt8]) -> [UInt8]? {
    let request = [0, 0, 0, UInt8(body.count)] + body
    guard request.withUnsafeBytes({ client.send($0) }) else { return nil }
    return client.receive(exactly: 4).flatMap { client.receive(exactly: Int($0[3])) }
  }

  /// Listing keys and signing.
  @Test(arguments: [[11], [13, 1, 2, 3]] as [[UInt8]])
  func whatABuildNeedsReachesTheAgent(_ body: [UInt8]) {
    #expect(answer(to: body) == [100] + body)
    #expect(agent.asked.withLock { $0 } == [body])
  }

  /// Adding, removing, locking, unlocking, smart cards, extensions, and what doesn't exist.
  @Test(arguments: [1, 17, 18, 19, 20, 21, 22, 23, 25, 26, 27, 0, 5, 255] as [UInt8])
  func anythingElseFailsWithoutReachingTheAgent(_ type: UInt8) {
    #expect(answer(to: [type, 0, 0]) == [5])
    #expect(answer(to: [11]) == [100, 11])
    #expect(agent.asked.withLock { $0 } == [[11]])
  }

  @Test func answersComeInTheOrderOfTheQuestions() {
    let requests: [UInt8] = [0, 0, 0, 1, 11, 0, 0, 0, 1, 19, 0, 0, 0, 2, 13, 7]
    #expect(requests.withUnsafeBytes { client.send($0) })
    let expected: [UInt8] = [0, 0, 0, 2, 100, 11, 0, 0, 0, 1, 5, 0, 0, 0, 3, 100, 13, 7]
    #expect(client.receive(exactly: expected.count) == expected)
  }

  /// No length, and one beyond what agents take.
  @Test(arguments: [[0, 0, 0, 0], [0, 4, 0, 1], [0xff, 0xff, 0xff, 0xff]] as [[UInt8]])
  func whatTheProtocolDoesntHaveEndsTheConversation(_ head: [UInt8]) {
    #expect(head.withUnsafeBytes { client.send($0) })
    #expect(client.receive(exactly: 1) == nil)
  }
}
