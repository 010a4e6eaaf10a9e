import Bytes
import GRPCBridge
import Testing

@Suite struct UnreachableTests {
  @Test(arguments: [
    (
      GRPCTarget.unix(path: "/nowhere/nothing.sock"), "unix:///nowhere/nothing.sock",
      "No such file or directory"
    ),
    (GRPCTarget.tcp(host: "127.0.0.1", port: 1), "tcp://127.0.0.1:1", "Connection refused"),
  ])
  func aCallToNobodyFailsWithTheAddress(
    target: GRPCTarget, address: String, reason: String
  ) async throws {
    let channel = try GRPCChannel(target: target)
    let error = await #expect(throws: GRPCError.self) {
      try await channel.unary("/test.Echo/Unary", request: ByteChain())
    }
    #expect(error?.code == .unavailable)
    #expect(error?.address == address)
    #expect(error?.message.contains(reason) == true)
  }

  @Test(arguments: [
    (GRPCTarget.unix(path: ""), GRPCTargetError.invalidPath("")),
    (
      .unix(path: String(repeating: "x", count: 108)),
      .pathTooLong(String(repeating: "x", count: 108))
    ),
    (.tcp(host: "", port: 1), .invalidHost("")),
    (.tcp(host: "a b", port: 1), .invalidHost("a b")),
    (.tcp(host: "a/b", port: 1), .invalidHost("a/b")),
    (.tcp(host: "a", port: 0), .invalidPort(0)),
    (.tcp(host: "a", port: 65_536), .invalidPort(65_536)),
    (.connected(descriptor: 99_999), .invalidDescriptor(99_999)),
  ])
  func anAddressThatCannotBeIsRefused(target: GRPCTarget, error: GRPCTargetError) {
    #expect(throws: error) { try GRPCChannel(target: target) }
  }
}
