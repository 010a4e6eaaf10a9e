import Bytes
import GRPCBridge
import Glibc
import Threads
import Testing

@Suite struct CancellationTests {
  /// What the server saw of its one call.
  private final class Notes: Sendable {
    private let seen = Guarded((hadDeadline: false, wasCancelled: false))
    func note(_ change: (inout (hadDeadline: Bool, wasCancelled: Bool)) -> Void) {
      seen.withLock { change(&$0) }
    }
    var hadDeadline: Bool { seen.withLock { $0.hadDeadline } }
    var wasCancelled: Bool { seen.withLock { $0.wasCancelled } }
  }

  /// A server whose one method waits for the end of the call and notes whether it was cancelled.
  private final class WaitingServer: Sendable {
    let begun = ThreadEnd()
    let ended = ThreadEnd()
    private let notes = Notes()
    private let server: TestServer

    init() {
      server = TestServer(handlers: [
        "/test.Wait/Forever": { [begun, ended, notes] call in
          notes.note { $0.hadDeadline = call.hasDeadline }
          begun.signal()
          let cancelled = call.waitForClose()
          notes.note { $0.wasCancelled = cancelled }
          ended.signal()
        }
      ])
    }

    var target: GRPCTarget { server.target }
    var hadDeadline: Bool { notes.hadDeadline }
    func stop() { server.stop() }

    func expectCancelled() async {
      await ended.opened()
      #expect(notes.wasCancelled)
    }
  }

  enum Way: CaseIterable, Sendable {
    case unary, receive, initialMetadata, messages, send
  }

  @Test(arguments: Way.allCases)
  func aCancelledTaskCancelsTheCallAtThePeer(way: Way) async throws {
    let server = WaitingServer()
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let task = Task {
      let method = "/test.Wait/Forever"
      switch way {
      case .unary: _ = try await channel.unary(method, request: ByteChain([1]))
      case .receive: _ = try await channel.openStream(method).receive()
      case .initialMetadata: _ = try await channel.openStream(method).initialMetadata()
      case .messages:
        for try await _ in try await channel.openStream(method).messages {}
      case .send:
        let stream = try await channel.openStream(method)
        while true {
          try await stream.send(ByteChain([UInt8](repeating: 1, count: 1 << 20)))
        }
      }
    }
    await server.begun.opened()
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    await server.expectCancelled()
  }

  @Test func aTaskCancelledBeforehandCallsNobodyForLong() async throws {
    let server = WaitingServer()
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      _ = try await channel.unary("/test.Wait/Forever", request: ByteChain([1]))
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func cancellingAStreamEndsItAsCancelled() async throws {
    let server = WaitingServer()
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let stream = try await channel.openStream("/test.Wait/Forever")
    await server.begun.opened()
    stream.cancel()
    stream.cancel()
    let error = await #expect(throws: GRPCError.self) { try await stream.receive() }
    #expect(error?.code == .cancelled)
    #expect(await stream.status().code == .cancelled)
    await server.expectCancelled()
  }

  @Test func droppingAStreamCancelsItsCall() async throws {
    let server = WaitingServer()
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    do {
      let stream = try await channel.openStream("/test.Wait/Forever")
      await server.begun.opened()
      withExtendedLifetime(stream) {}
    }
    await server.expectCancelled()
  }

  @Test func aDeadlineEndsTheCallOnBothSides() async throws {
    let server = WaitingServer()
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    // On a busy machine a call may be over before the server hears of it.
    for seconds in [0.3, 3, 30] where !server.begun.isOpen {
      let error = await #expect(throws: GRPCError.self) {
        try await channel.unary(
          "/test.Wait/Forever", request: ByteChain(), deadline: .now + .seconds(seconds))
      }
      #expect(error?.code == .deadlineExceeded)
    }
    await server.expectCancelled()
    #expect(server.hadDeadline)
  }

  @Test func aDeadlineInThePastFailsAtOnce() async throws {
    let server = WaitingServer()
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let error = await #expect(throws: GRPCError.self) {
      try await channel.unary(
        "/test.Wait/Forever", request: ByteChain(), deadline: .now - .seconds(1))
    }
    #expect(error?.code == .deadlineExceeded)
  }

  @Test func shuttingAChannelDownEndsItsCalls() async throws {
    let server = WaitingServer()
    defer { server.stop() }
    let channel = try GRPCChannel(target: server.target)
    let stream = try await channel.openStream("/test.Wait/Forever")
    await server.begun.opened()
    channel.shutdown()
    channel.shutdown()
    #expect(await stream.status().code == .cancelled)
    await server.expectCancelled()
    let error = await #expect(throws: GRPCError.self) {
      try await channel.unary("/test.Wait/Forever", request: ByteChain())
    }
    #expect(error?.code == .unavailable)
  }
}
