import Bytes
import SessionServer
import Testing

/// Answers each message with itself and ends when the peer ends.
private final class Echo: CallHandler {
  func received(_ message: ByteChain, on call: ServerCall) { call.send(message) }
  func receivedEnd(on call: ServerCall) { call.finish(.ok) }
}

/// Sends a body of a given length as soon as it is called, and counts what happens.
private final class Flood: CallHandler {
  let count: Int
  var drains = 0
  var completed: Bool?
  init(count: Int) { self.count = count }
  func received(_ message: ByteChain, on call: ServerCall) {
    call.send(ByteChain(ByteSlice(ByteBlock(capacity: count), count: count)))
    call.finish(.ok)
  }
  func drained(_ call: ServerCall) { drains += 1 }
  func closed(_ call: ServerCall, completed: Bool) { self.completed = completed }
}

/// Keeps the window to itself.
private final class Hoarder: CallHandler {
  var received = 0
  var call: ServerCall?
  func received(_ message: ByteChain, on call: ServerCall) {
    received += message.count
    call.holdsWindow = true
    self.call = call
  }
}

@Suite struct ServerConnectionTests {
  private func connection(
    limits: ServerConnection.Limits = .init(), _ handlers: [String: any CallHandler]
  ) throws -> TestPeer {
    TestPeer(
      server: try ServerConnection(limits: limits) { call in
        guard let handler = handlers[call.method] else {
          return .failure(.init(.unimplemented("no \(call.method)")))
        }
        return .success(handler)
      })
  }

  @Test(arguments: [0, 1, 16_384, 1 << 20, 5_000_000])
  func aMessageOfAnyLengthComesBackWhole(count: Int) throws {
    let peer = try connection(["/a": Echo()])
    let message = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let call = peer.open("/a")
    peer.send(message, to: call)
    try peer.exchange()
    let reply = try #require(peer.replies[call])
    #expect(reply.messages == [message])
    #expect(reply.headers["grpc-status"] == "0")
    #expect(reply.closeCode == 0)
  }

  @Test func messagesArriveSeparatelyHoweverTheyAreCut() throws {
    let peer = try connection(["/a": Echo()])
    let call = peer.open("/a")
    for byte in TestPeer.framed([1]) + TestPeer.framed([]) + TestPeer.framed([2, 3]) {
      peer.write([byte], to: call)
      try peer.exchange()
    }
    peer.end(call)
    try peer.exchange()
    #expect(peer.replies[call]?.messages == [[1], [], [2, 3]])
  }

  @Test func anUnknownMethodIsRefusedByName() throws {
    let peer = try connection([:])
    let call = peer.open("/nobody/Home")
    peer.send([], to: call)
    try peer.exchange()
    #expect(peer.replies[call]?.headers["grpc-status"] == "12")
    #expect(peer.replies[call]?.headers["grpc-message"] == "no /nobody/Home")
  }

  @Test func fiveThousandPatternsArriveInOrder() throws {
    final class Collector: CallHandler {
      func received(_ message: ByteChain, on call: ServerCall) {
        let values = call.metadata.values(of: "exclude-patterns")
        let isWhole = values == (0..<5000).map { Array("**/folder-\($0)/*.tmp".utf8) }
        call.finish(isWhole ? .ok : .internal("\(values.count) values"))
      }
    }
    let peer = try connection(["/a": Collector()])
    let call = peer.open(
      "/a", metadata: (0..<5000).map { ("exclude-patterns", "**/folder-\($0)/*.tmp") })
    peer.send([], to: call)
    try peer.exchange()
    #expect(peer.replies[call]?.headers["grpc-status"] == "0")
  }

  @Test func metadataOverTheLimitIsRefused() throws {
    var limits = ServerConnection.Limits()
    limits.metadata = 1000
    let peer = try connection(limits: limits, ["/a": Echo()])
    let call = peer.open("/a", metadata: [("key", String(repeating: "x", count: 1000))])
    peer.send([], to: call)
    try peer.exchange()
    #expect(peer.replies[call]?.headers["grpc-status"] == "8")
  }

  @Test(arguments: [
    ([1, 0, 0, 0, 1, 9], "12"),  // compressed
    ([0, 0xff, 0xff, 0xff, 0xff, 9], "8"),  // over the message limit
    ([0, 0, 0, 0, 2, 9], "13"),  // cut short
    ([0, 0, 0], "13"),  // cut short in the prefix
  ])
  func aBodyThatIsNotGRPCEndsTheCall(body: [UInt8], status: String) throws {
    let peer = try connection(["/a": Echo()])
    let call = peer.open("/a")
    peer.write(body, to: call)
    peer.end(call)
    try peer.exchange()
    #expect(peer.replies[call]?.headers["grpc-status"] == status)
  }

  @Test func aFullConnectionWindowStillLetsAShortReplyThrough() throws {
    let flood = Flood(count: 4_000_000)
    let peer = try connection(["/flood": flood, "/health": Echo()])
    peer.returnsWindow = false
    let long = peer.open("/flood")
    peer.send([], to: long)
    try peer.exchange()
    #expect(flood.completed == nil)
    let health = peer.open("/health")
    peer.send([7], to: health)
    try peer.exchange()
    #expect(peer.replies[health]?.messages == [[7]])
    #expect(peer.replies[health]?.headers["grpc-status"] == "0")
  }

  @Test func aCallIsToldWhenItsQueueRunsLow() throws {
    let flood = Flood(count: 3 * ServerCall.lowWater)
    let peer = try connection(["/flood": flood])
    let call = peer.open("/flood")
    peer.send([], to: call)
    try peer.exchange()
    #expect(flood.drains == 1)
    #expect(flood.completed == true)
  }

  @Test func aResetCallIsClosedOnceAndTheConnectionGoesOn() throws {
    let flood = Flood(count: 4_000_000)
    let peer = try connection(["/flood": flood, "/a": Echo()])
    peer.returnsWindow = false
    let call = peer.open("/flood")
    peer.send([], to: call)
    try peer.exchange()
    peer.reset(call)
    try peer.exchange()
    #expect(flood.completed == false)
    let other = peer.open("/a")
    peer.send([1], to: other)
    try peer.exchange()
    #expect(peer.replies[other]?.messages == [[1]])
  }

  @Test func aWithheldWindowStopsThePeerUntilItIsReturned() throws {
    let hoarder = Hoarder()
    let peer = try connection(["/a": hoarder])
    let call = peer.open("/a")
    let message = TestPeer.framed([UInt8](repeating: 1, count: 100_000))
    for _ in 0..<30 { peer.write(message, to: call) }
    try peer.exchange()
    #expect(hoarder.received < 1_200_000)
    while hoarder.call?.holdsWindow == true {
      hoarder.call?.holdsWindow = false
      try peer.exchange()
    }
    #expect(hoarder.received == 3_000_000)
  }

  @Test(arguments: [
    Array("GET / HTTP/1.1\r\n\r\n".utf8), [UInt8](repeating: 0, count: 100),
    Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0xff, 0xff, 0xff, 0x00, 0, 0, 0, 0, 0],
  ])
  func garbageIsAnErrorAndNoCrash(bytes: [UInt8]) throws {
    let server = try ServerConnection { _ in .success(Echo()) }
    #expect(throws: ServerConnection.ProtocolError.self) {
      try server.receive(ByteChain(bytes))
      // Some faults are answered by a farewell, after which the connection is over.
      _ = try server.nextOutput()
      _ = try server.nextOutput()
    }
  }

  @Test func randomBytesNeverCrash() throws {
    let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]
    for _ in 0..<2000 {
      let server = try ServerConnection { _ in .success(Echo()) }
      var bytes = preface
      for _ in 0..<4 {
        let body = (0..<Int.random(in: 0..<40)).map { _ in UInt8.random(in: 0...255) }
        bytes += [0, 0, UInt8(body.count), UInt8.random(in: 0...10), UInt8.random(in: 0...255)]
        bytes += [0, 0, 0, UInt8.random(in: 0...5)] + body
      }
      try? server.receive(ByteChain(bytes))
      _ = try? server.nextOutput()
      server.close()
    }
  }
}
