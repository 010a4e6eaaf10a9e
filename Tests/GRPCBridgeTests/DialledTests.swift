import Bytes
import Connections
import GRPCBridge
import Glibc
import Threads
import Testing

/// A dialler that counts, and that may be held up.
private final class CountingDialler: Dialler {
  let address: String
  let isRemote = false
  let count = Guarded(0)
  let hasEnded = Guarded(false)
  /// Until it is open, nothing is connected.
  let isOpen: Guarded<Bool>
  private let socket: SocketDialler

  init(_ target: GRPCTarget, isOpen: Bool = true) {
    let place: SocketDialler.Place =
      switch target {
      case .unix(let path): .unix(path: path)
      case .tcp(let host, let port): .tcp(host: host, port: port)
      default: .unix(path: "/nowhere")
      }
    socket = SocketDialler(place)
    address = target.address
    self.isOpen = Guarded(isOpen)
  }

  func dial(until deadline: ContinuousClock.Instant) async throws -> Connection {
    count.withLock { $0 += 1 }
    defer { hasEnded.withLock { $0 = true } }
    while !isOpen.withLock(\.self) { try await Task.sleep(for: .milliseconds(1)) }
    return try await socket.dial(until: deadline)
  }
}

/// Makes one call after the other's beginning: whoever asks is answered when those that have begun wait.
private actor Caller {
  private(set) var begun = 0

  func unary(_ channel: GRPCChannel) async throws -> [UInt8] {
    begun += 1
    return try await channel.unary("/test.Echo/Unary", request: ByteChain([1, 2])).message.array
  }
}

/// Channels that connect by a dialler of ours.
@Suite struct DialledTests {
  private func unary(_ channel: GRPCChannel) async throws -> [UInt8] {
    try await channel.unary("/test.Echo/Unary", request: ByteChain([1, 2])).message.array
  }

  @Test func callsAtOnceShareOneConnection() async throws {
    let server = TestServer(handlers: ["/test.Echo/Unary": echo])
    defer { server.stop() }
    // Often: some call may look for the connection at the moment when it is made.
    for _ in 0..<50 {
      let dialler = CountingDialler(server.target)
      let channel = try GRPCChannel(target: .dialled(dialler))
      defer { channel.shutdown() }
      try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for _ in 0..<20 { group.addTask { try await unary(channel) } }
        for try await answer in group { #expect(answer == [1, 2]) }
      }
      #expect(try await unary(channel) == [1, 2])
      #expect(dialler.count.withLock(\.self) == 1)
    }
  }

  @Test func aBrokenConnectionIsMadeAnew() async throws {
    let server = TestServer(handlers: ["/test.Echo/Unary": echo])
    let dialler = CountingDialler(server.target)
    let channel = try GRPCChannel(target: .dialled(dialler))
    defer { channel.shutdown() }
    #expect(try await unary(channel) == [1, 2])
    server.stop()
    let error = await #expect(throws: GRPCError.self) { try await unary(channel) }
    #expect(error?.code == .unavailable)
    let next = TestServer(at: server.target, handlers: ["/test.Echo/Unary": echo])
    defer { next.stop() }
    #expect(try await unary(channel) == [1, 2])
    #expect(dialler.count.withLock(\.self) == 3)
  }

  @Test(arguments: Nonsense.allCases)
  func nonsenseEndsTheCallWithTheAddress(nonsense: Nonsense) async throws {
    let peer = try RawPeer { nonsense.speak($0) }
    defer { peer.stop() }
    let channel = try GRPCChannel(
      target: .dialled(CountingDialler(peer.target)), connectTimeout: .milliseconds(300))
    defer { channel.shutdown() }
    let error = await #expect(throws: GRPCError.self) { try await unary(channel) }
    #expect(error?.code == .unavailable)
    #expect(error?.address == peer.target.address)
    #expect(error?.cause is ConnectionError)
    if nonsense == .silence { #expect(error?.cause as? ConnectionError == .timedOut) }
  }

  @Test func whoIsCancelledWhileOthersWaitLeavesThemTheConnection() async throws {
    let server = TestServer(handlers: ["/test.Echo/Unary": echo])
    defer { server.stop() }
    let dialler = CountingDialler(server.target, isOpen: false)
    let channel = try GRPCChannel(target: .dialled(dialler))
    defer { channel.shutdown() }
    let caller = Caller()
    let impatient = Task { try await caller.unary(channel) }
    let patient = Task { try await caller.unary(channel) }
    while await caller.begun < 2 { await Task.yield() }
    impatient.cancel()
    await #expect(throws: CancellationError.self) { try await impatient.value }
    dialler.isOpen.withLock { $0 = true }
    #expect(try await patient.value == [1, 2])
    #expect(dialler.count.withLock(\.self) == 1)
  }

  @Test func whenNobodyWaitsNothingIsDialled() async throws {
    let dialler = CountingDialler(.unix(path: "/nowhere"), isOpen: false)
    let channel = try GRPCChannel(target: .dialled(dialler))
    let call = Task { try await unary(channel) }
    while dialler.count.withLock(\.self) == 0 { try await Task.sleep(for: .milliseconds(1)) }
    call.cancel()
    await #expect(throws: CancellationError.self) { try await call.value }
    while !dialler.hasEnded.withLock(\.self) { try await Task.sleep(for: .milliseconds(1)) }
  }

  @Test func aShutdownEndsTheDialling() async throws {
    let dialler = CountingDialler(.unix(path: "/nowhere"), isOpen: false)
    let channel = try GRPCChannel(target: .dialled(dialler))
    let call = Task { try await unary(channel) }
    while dialler.count.withLock(\.self) == 0 { try await Task.sleep(for: .milliseconds(1)) }
    channel.shutdown()
    let error = await #expect(throws: GRPCError.self) { try await call.value }
    #expect(error?.code == .unavailable)
    #expect(error?.message == "the channel was shut down")
    while !dialler.hasEnded.withLock(\.self) { try await Task.sleep(for: .milliseconds(1)) }
  }
}
