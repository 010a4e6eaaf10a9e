import Bytes
import GRPCBridge
import Glibc
import Threads
import Testing

@Suite(.serialized) struct LimitTests {
  @Test(arguments: [(16 << 20, nil), (16 << 20 + 1, GRPCCode.resourceExhausted)])
  func aMessageMayHave16MiB(size: Int, failure: GRPCCode?) async throws {
    let server = TestServer(handlers: [
      "/test.Big/Sink": { call in call.send([call.receive() == nil ? 0 : 1]) },
      "/test.Big/Source": { call in
        _ = call.receive()
        call.send([UInt8](repeating: 7, count: size))
      },
    ])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let message = ByteChain([UInt8](repeating: 7, count: size))
    guard let failure else {
      let answer = try await channel.unary("/test.Big/Sink", request: message)
      #expect(answer.message.array == [1])
      let source = try await channel.unary("/test.Big/Source", request: ByteChain())
      #expect(source.message.count == size)
      return
    }
    for (method, request) in [("/test.Big/Sink", message), ("/test.Big/Source", ByteChain())] {
      let error = await #expect(throws: GRPCError.self) {
        try await channel.unary(method, request: request)
      }
      #expect(error?.code == failure)
    }
  }

  @Test(arguments: [8 << 10, 100 << 10, 400 << 10])
  func metadataMayBeLarge(size: Int) async throws {
    let server = TestServer(handlers: [
      "/test.Big/Metadata": { call in
        _ = call.receive()
        let large = call.metadata.first("x-large-bin") ?? []
        call.sendInitialMetadata(GRPCMetadata([("x-large-bin", large)]))
        call.finish(
          3, String(repeating: "m", count: 10_000),
          trailers: GRPCMetadata([("grpc-status-details-bin", large)]))
      }
    ])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let large = [UInt8](repeating: 9, count: size)
    let stream = try await channel.openServerStream(
      "/test.Big/Metadata", request: ByteChain(), metadata: GRPCMetadata([("x-large-bin", large)]))
    let hasArrived = try await stream.initialMetadata().first("x-large-bin") == large
    #expect(hasArrived)
    let error = await #expect(throws: GRPCError.self) { try await stream.receive() }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message.count == 10_000)
    let isWhole = error?.details == large
    #expect(isWhole)
  }

  @Test(arguments: [
    ("Upper", "x"), ("with space", "x"), ("", "x"), (":path", "x"), ("grpc-timeout", "x"),
    ("x-text", "line\nbreak"), ("x-text", "é"),
  ])
  func metadataThatGRPCForbidsIsRefused(key: String, value: String) async throws {
    let channel = try GRPCChannel(target: .unix(path: "/nowhere"))
    var metadata = GRPCMetadata()
    metadata.append(key, value)
    let error = await #expect(throws: GRPCError.self) {
      try await channel.openStream("/test.Echo/Stream", metadata: metadata)
    }
    #expect(error?.code == .invalidArgument)
  }

  @Test func aPeerThatReadsNothingHoldsTheSenderBack() async throws {
    let gate = ThreadEnd()
    let server = TestServer(handlers: [
      "/test.Slow/Sink": { call in
        gate.wait()
        var count: UInt8 = 0
        while call.receive() != nil { count += 1 }
        call.send([count])
      }
    ])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let stream = try await channel.openStream("/test.Slow/Sink")
    let sent = Guarded(0)
    let sending = Task {
      for _ in 0..<64 {
        try await stream.send(ByteChain([UInt8](repeating: 1, count: 1 << 20)))
        sent.withLock { $0 += 1 }
      }
      try await stream.finishSending()
    }
    try await untilStill { sent.withLock { $0 } }
    #expect(sent.withLock { $0 } < 16)
    gate.signal()
    try await sending.value
    #expect(try await stream.receive()?.array == [64])
  }

  @Test func aReceiverThatAsksForNothingHoldsThePeerBack() async throws {
    let sent = Guarded(0)
    let server = TestServer(handlers: [
      "/test.Fast/Source": { call in
        let message = [UInt8](repeating: 1, count: 1 << 20)
        while sent.withLock({ $0 }) < 64, call.send(message) { sent.withLock { $0 += 1 } }
      }
    ])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let stream = try await channel.openServerStream("/test.Fast/Source", request: ByteChain())
    _ = try await stream.initialMetadata()
    try await untilStill { sent.withLock { $0 } }
    #expect(sent.withLock { $0 } < 16)
    var received = 0
    for try await message in stream.messages { received += message.count }
    #expect(received == 64 << 20)
  }

  /// Waits until a count has stopped changing.
  private func untilStill(_ count: () -> Int) async throws {
    var last = -1
    var repeats = 0
    while repeats < 10 {
      let now = count()
      repeats = now == last ? repeats + 1 : 0
      last = now
      try await Task.sleep(for: .milliseconds(50))
    }
  }
}
