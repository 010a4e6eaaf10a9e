import Bytes
import GRPCBridge
import Glibc
import Testing

@Suite struct StreamTests {
  @Test func messagesGoBothWaysInOrder() async throws {
    let server = TestServer(handlers: ["/test.Echo/Stream": echo])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let stream = try await channel.openStream("/test.Echo/Stream")
    for size in [0, 1, 5000, 300_000, 7] {
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
      try await stream.send(chain(bytes))
      #expect(try await stream.receive()?.array == bytes)
    }
    try await stream.finishSending()
    #expect(try await stream.receive() == nil)
    #expect(try await stream.receive() == nil)
    #expect(await stream.status().code == .ok)
  }

  @Test func aServerStreamIsASequence() async throws {
    let server = TestServer(handlers: [
      "/test.Count/Up": { call in
        let count = call.receive()?.first ?? 0
        for number in 0..<count { call.send([number]) }
        call.finish(trailers: ["x-last": "yes"])
      }
    ])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let stream = try await channel.openServerStream("/test.Count/Up", request: ByteChain([100]))
    var received: [UInt8] = []
    for try await message in stream.messages { received += message.array }
    #expect(received == Array(0..<100))
    #expect(await stream.status().trailingMetadata.firstText("x-last") == "yes")
  }

  @Test func initialMetadataComesBeforeAnyMessage() async throws {
    let server = TestServer(handlers: [
      "/test.Echo/Late": { call in
        call.sendInitialMetadata(["x-early": "bird"])
        echo(call)
      }
    ])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let stream = try await channel.openStream("/test.Echo/Late")
    #expect(try await stream.initialMetadata().firstText("x-early") == "bird")
    #expect(try await stream.initialMetadata().count == 1)
    try await stream.finishSending()
    #expect(try await stream.receive() == nil)
  }

  @Test func aFailureBringsMessageDetailsAndTrailers() async throws {
    let server = TestServer(handlers: [
      "/test.Fail/Now": { call in
        call.finish(
          5, "no such é",
          trailers: GRPCMetadata([
            ("grpc-status-details-bin", [8, 5, 0, 255, 10]), ("x-why", [UInt8]("because".utf8)),
          ]))
      }
    ])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let stream = try await channel.openStream("/test.Fail/Now")
    let error = await #expect(throws: GRPCError.self) { try await stream.receive() }
    #expect(error?.code == .notFound)
    #expect(error?.message == "no such é")
    #expect(error?.details == [8, 5, 0, 255, 10])
    #expect(error?.trailingMetadata.firstText("x-why") == "because")
    #expect(error?.method == "/test.Fail/Now")
    #expect(error?.address == server.target.address)
    await #expect(throws: GRPCError.self) { try await stream.send(ByteChain([1])) }
    try await stream.finishSending()
  }

  @Test func sendingToACallThatSucceededEarlyFailsToo() async throws {
    let server = TestServer(handlers: ["/test.Early/End": { $0.finish() }])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let stream = try await channel.openStream("/test.Early/End")
    #expect(try await stream.receive() == nil)
    let error = await #expect(throws: GRPCError.self) {
      // The first may still be taken before the reset arrives.
      while true { try await stream.send(ByteChain([UInt8](repeating: 1, count: 100_000))) }
    }
    #expect(error?.code == .failedPrecondition)
  }

  @Test func aSecondSendAtTheSameTimeIsRefused() async throws {
    let gate = ThreadEnd()
    let server = TestServer(handlers: [
      "/test.Slow/Sink": { call in
        gate.wait()
        while call.receive() != nil {}
      }
    ])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let stream = try await channel.openStream("/test.Slow/Sink")
    let large = ByteChain([UInt8](repeating: 1, count: 8 << 20))
    let results = await withTaskGroup(of: GRPCCode.self) { group in
      for _ in 0..<2 {
        group.addTask {
          do { try await stream.send(large) } catch { return (error as? GRPCError)?.code ?? .ok }
          return .ok
        }
      }
      // The first to return is the refused one: the other waits for the peer to read.
      let first = await group.next()
      gate.signal()
      return [first, await group.next()]
    }
    #expect(results == [.failedPrecondition, .ok])
    try await stream.finishSending()
    #expect(try await stream.receive() == nil)
  }

  @Test func nothingIsSentAfterTheEndOfSending() async throws {
    let server = TestServer(handlers: ["/test.Echo/Stream": echo])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let stream = try await channel.openServerStream("/test.Echo/Stream", request: ByteChain([1]))
    let error = await #expect(throws: GRPCError.self) { try await stream.send(ByteChain([2])) }
    #expect(error?.code == .failedPrecondition)
    #expect(try await stream.receive()?.array == [1])
    #expect(try await stream.receive() == nil)
  }

  @Test func aConnectedDescriptorServesAsAChannel() async throws {
    let server = TestServer(handlers: ["/test.Echo/Unary": echo])
    defer { server.stop() }
    let channel = try GRPCChannel(target: .connected(descriptor: server.connect()))
    for number in UInt8(0)..<10 {
      let response = try await channel.unary("/test.Echo/Unary", request: ByteChain([number]))
      #expect(response.message.array == [number])
    }
    channel.shutdown()
  }
}
