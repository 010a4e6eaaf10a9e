import Bytes
import GRPCBridge
import Glibc
import Testing

/// What a peer may say that is no gRPC.
enum Nonsense: CaseIterable, Sendable {
  case silence, nothing, http1, noise, hugeFrame, reset, settingsThenNoise

  func speak(_ descriptor: Int32) {
    switch self {
    case .silence:
      var rest = [UInt8](repeating: 0, count: 4096)
      while recv(descriptor, &rest, rest.count, 0) > 0 {}
    case .nothing: break
    case .http1:
      say([UInt8]("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".utf8), descriptor)
    case .noise: say((0..<65_536).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }, descriptor)
    case .hugeFrame: say([0xff, 0xff, 0xff, 4, 0, 0, 0, 0, 0], descriptor)
    case .reset:
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    case .settingsThenNoise:
      say([0, 0, 0, 4, 0, 0, 0, 0, 0] + [UInt8](repeating: 0xaa, count: 1000), descriptor)
    }
  }

  private func say(_ bytes: [UInt8], _ descriptor: Int32) {
    send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }
}

@Suite struct HostilePeerTests {
  @Test(arguments: Nonsense.allCases)
  func nonsenseEndsTheCallWithTheAddress(nonsense: Nonsense) async throws {
    let peer = try RawPeer { nonsense.speak($0) }
    defer { peer.stop() }
    let channel = try GRPCChannel(target: peer.target, connectTimeout: .milliseconds(300))
    defer { channel.shutdown() }
    let error = await #expect(throws: GRPCError.self) {
      try await channel.unary("/test.Echo/Unary", request: ByteChain([1]))
    }
    #expect(error?.code == .unavailable)
    #expect(error?.description.contains(peer.target.address) == true)
    #expect(error?.tlsFailure == nil)
  }

  @Test func aServerThatComesUpLaterIsFound() async throws {
    let server = TestServer(handlers: ["/test.Echo/Unary": echo])
    let channel = try GRPCChannel(target: server.target)
    _ = try await channel.unary("/test.Echo/Unary", request: ByteChain([1]))
    server.stop()
    await #expect(throws: GRPCError.self) {
      try await channel.unary("/test.Echo/Unary", request: ByteChain([1]))
    }
    let next = TestServer(at: server.target, handlers: ["/test.Echo/Unary": echo])
    defer { next.stop() }
    var answer: [UInt8]?
    for _ in 0..<100 where answer == nil {
      answer = try? await channel.unary("/test.Echo/Unary", request: ByteChain([2])).message.array
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(answer == [2])
  }
}
