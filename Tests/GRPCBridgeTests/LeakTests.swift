import Bytes
import GRPCBridge
import Glibc
import Testing

/// What a process holds, as the kernel counts it.
struct Holdings: Equatable, CustomStringConvertible {
  var descriptors = Self.count("/proc/self/fd")
  var threads = Self.count("/proc/self/task")
  var residentKiB = Self.resident()

  var description: String { "\(descriptors) descriptors, \(threads) threads, \(residentKiB) KiB" }

  private static func count(_ path: String) -> Int {
    guard let folder = opendir(path) else { return -1 }
    defer { closedir(folder) }
    var count = -3  // ".", ".." and the folder that is being read.
    while readdir(folder) != nil { count += 1 }
    return path.hasSuffix("task") ? count + 1 : count
  }

  private static func resident() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return -1 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    fgets(&line, 256, file)
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 4 } ?? -1
  }
}

@Suite(.serialized) struct LeakTests {
  /// In a process of its own, since other tests would count as well.
  @Test func aThousandCallsLeaveNothingBehind() async {
    await #expect(processExitsWith: .success) {
      let server = TestServer(handlers: LeakTests.handlers)
      defer { server.stop() }
      func callAll(_ rounds: Int) async throws {
        for round in 0..<rounds {
          let channel = try GRPCChannel(target: server.target)
          for _ in 0..<5 { try await LeakTests.call(channel, round) }
          channel.shutdown()
        }
      }
      try await callAll(20)
      let before = await LeakTests.settled()
      try await callAll(200)
      let after = await LeakTests.settled(no: before)
      #expect(after.descriptors <= before.descriptors, "\(before) before, \(after) after")
      // Core's own pools breathe by a thread or two.
      #expect(after.threads <= before.threads + 2, "\(before) before, \(after) after")
      #expect(after.residentKiB - before.residentKiB < 4096, "\(before) before, \(after) after")
    }
  }

  @Test func channelsShutDownWhileTheyConnectLeaveNothingBehind() async {
    await #expect(processExitsWith: .success) {
      let server = TestServer(handlers: LeakTests.handlers)
      defer { server.stop() }
      _ = try await GRPCChannel(target: server.target).unary("/test.Echo/Any", request: ByteChain())
      let before = await LeakTests.settled()
      for round in 0..<500 {
        let channel = try GRPCChannel(target: server.target)
        let stream = try await channel.openStream("/test.Wait/Forever")
        for _ in 0..<round % 10 { await Task.yield() }
        channel.shutdown()
        _ = await stream.status()
      }
      let after = await LeakTests.settled(no: before)
      #expect(after.descriptors <= before.descriptors, "\(before) before, \(after) after")
    }
  }

  /// Core is noisy about a peer that fails TLS; nobody has asked it to be.
  @Test func coreNeverPrints() async throws {
    let result = await #expect(
      processExitsWith: .success,
      observing: [\.standardErrorContent, \.standardOutputContent]
    ) {
      let server = TestServer(
        tls: .init(
          authority: TestCertificates.authority, certificate: TestCertificates.server,
          key: TestCertificates.serverKey), handlers: [:])
      for mistake in TLSMistake.allCases {
        let channel = try GRPCChannel(target: mistake.target(server.target))
        _ = try? await channel.unary("/test.Echo/Unary", request: ByteChain())
      }
    }
    let printed = [result?.standardErrorContent ?? [], result?.standardOutputContent ?? []]
      .map { String(decoding: $0, as: UTF8.self) }
    #expect(printed.allSatisfy { !$0.contains("handshake") && !$0.contains(".cc:") })
  }

  private static let handlers: [String: TestServer.Handler] = [
    "/test.Echo/Any": echo,
    "/test.Fail/Now": { $0.finish(13, "broken", trailers: ["x-trailer": "yes"]) },
    "/test.Wait/Forever": { $0.waitForClose() },
  ]

  /// Five calls that end in all the ways that calls end in.
  private static func call(_ channel: GRPCChannel, _ round: Int) async throws {
    let message = ByteChain([UInt8](repeating: 1, count: 10_000 + round))
    switch round % 5 {
    case 0: _ = try await channel.unary("/test.Echo/Any", request: message)
    case 1:
      let stream = try await channel.openStream("/test.Echo/Any", metadata: ["x-key": "value"])
      for _ in 0..<3 {
        try await stream.send(message)
        _ = try await stream.receive()
      }
      try await stream.finishSending()
      _ = try await stream.receive()
    case 2: _ = try? await channel.unary("/test.Fail/Now", request: message)
    case 3:
      _ = try? await channel.unary(
        "/test.Wait/Forever", request: message, deadline: .now + .milliseconds(5))
    default:
      let stream = try await channel.openStream("/test.Wait/Forever")
      let task = Task { try await stream.receive() }
      await Task.yield()
      task.cancel()
      _ = try? await task.value
    }
  }

  /// What is held once calls that end on their own threads have ended.
  private static func settled(no more: Holdings? = nil) async -> Holdings {
    var holdings = Holdings()
    for _ in 0..<300 {
      try? await Task.sleep(for: .milliseconds(30))
      let now = Holdings()
      if let more, now.descriptors <= more.descriptors, now.threads <= more.threads + 2 {
        return now
      }
      if more == nil, now == holdings { return now }
      holdings = now
    }
    return holdings
  }
}
