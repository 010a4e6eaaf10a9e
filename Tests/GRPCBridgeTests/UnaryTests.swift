import Bytes
import GRPCBridge
import Glibc
import Testing

@Suite struct UnaryTests {
  @Test(arguments: [0, 1, 23, 24, 64, 65, 4096, 4097, 1 << 20, 16 << 20])
  func aMessageComesBackWhole(size: Int) async throws {
    let server = TestServer(handlers: ["/test.Echo/Unary": echo])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    var bytes = [UInt8](repeating: 0, count: size)
    bytes.withUnsafeMutableBytes { if let base = $0.baseAddress { arc4random_buf(base, size) } }
    let response = try await channel.unary("/test.Echo/Unary", request: chain(bytes))
    let isWhole = response.message.array == bytes
    #expect(isWhole)
  }

  /// In a process of its own, for the sake of the environment.
  @Test func theEnvironmentsProxiesAreNotAsked() async {
    await #expect(processExitsWith: .success) {
      for name in ["http_proxy", "https_proxy", "grpc_proxy"] {
        setenv(name, "http://127.0.0.1:1", 1)
      }
      let server = TestServer(overTCP: true, handlers: ["/test.Echo/Unary": echo])
      let channel = try GRPCChannel(target: server.target)
      let response = try await channel.unary("/test.Echo/Unary", request: ByteChain([1, 2]))
      #expect(response.message.array == [1, 2])
    }
  }

  @Test(arguments: ["/tmp/grpc bridge %41#?é&=.sock", "/tmp/grpc-bridge-%.sock"])
  func aSocketMayHaveAnyName(path: String) async throws {
    let server = TestServer(at: .unix(path: path), handlers: ["/test.Echo/Unary": echo])
    defer { server.stop() }
    let channel = try GRPCChannel(target: .unix(path: path))
    let response = try await channel.unary("/test.Echo/Unary", request: ByteChain([1, 2]))
    #expect(response.message.array == [1, 2])
  }

  @Test func anAnswerWithoutAMessageIsAnError() async throws {
    let server = TestServer(handlers: ["/test.Echo/Nothing": { $0.finish() }])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let error = await #expect(throws: GRPCError.self) {
      try await channel.unary("/test.Echo/Nothing", request: ByteChain())
    }
    #expect(error?.code != .ok)
  }

  @Test func manyCallsShareAChannel() async throws {
    let server = TestServer(handlers: ["/test.Echo/Unary": echo])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<200 {
        group.addTask {
          let message = ByteChain([UInt8(number)])
          return Int(try await channel.unary("/test.Echo/Unary", request: message).message.array[0])
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(sum == 199 * 200 / 2)
  }

  @Test func metadataGoesBothWays() async throws {
    let server = TestServer(handlers: [
      "/test.Echo/Metadata": { call in
        _ = call.receive()
        call.sendInitialMetadata(GRPCMetadata(call.metadata.filter { $0.key != "user-agent" }))
        call.send([1])
        call.finish(trailers: GRPCMetadata(call.metadata.filter { $0.key == "x-many" }))
      }
    ])
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    var sent: GRPCMetadata = ["x-many": "one", "x-other": " ~", "x-many": "two"]
    sent.append("x-bytes-bin", [0, 255, 10, 44])
    let response = try await channel.unary(
      "/test.Echo/Metadata", request: ByteChain(), metadata: sent)
    #expect(
      response.initialMetadata.values("x-many") == [[UInt8]("one".utf8), [UInt8]("two".utf8)])
    #expect(response.initialMetadata.first("x-bytes-bin") == [0, 255, 10, 44])
    #expect(response.trailingMetadata.firstText("x-many") == "one")
  }
}

/// A message in slices of many sizes.
func chain(_ bytes: [UInt8]) -> ByteChain {
  var chain = ByteChain()
  let whole = ByteSlice(bytes)
  var start = 0
  var size = 1
  while start < bytes.count {
    let count = min(size, bytes.count - start)
    chain.append(whole.part(from: start, count: count))
    start += count
    size = size * 3 % 100_003
  }
  return chain
}

@Sendable func echo(_ call: TestServerCall) {
  while let message = call.receive() { call.send(message) }
}
