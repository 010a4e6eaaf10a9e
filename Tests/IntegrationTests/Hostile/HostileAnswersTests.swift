import BuildKit
import Bytes
import SessionServer
import Testing

/// A daemon whose answers about its cache, its history and its blobs aren't what they should be.
@Suite(.takingTurns) struct HostileAnswersTests {
  private func client(
    _ others: [String: @Sendable (ServerCall) -> Void]
  ) throws -> (BuildKitClient, FakeDaemon) {
    let daemon = try FakeDaemon(FakeScript(others: others))
    return (try BuildKitClient(endpoint: daemon.endpoint), daemon)
  }

  private func code(of body: () async throws -> Void) async -> BuildError.Code? {
    await #expect(throws: BuildError.self) { try await body() }?.code
  }

  @Test(arguments: HostileDaemonTests.garbage)
  func messagesThatAreNoneAreRefused(_ bytes: [UInt8]) async throws {
    let answer: @Sendable (ServerCall) -> Void = { call in
      call.send(ByteChain(bytes))
      call.finish(.ok)
    }
    let (client, daemon) = try client([
      "DiskUsage": answer, "Prune": answer, "ListenBuildHistory": answer, "Info": answer,
      "Read": answer,
    ])
    defer { withExtendedLifetime(daemon) {} }
    #expect(await code { _ = try await client.diskUsage() } == .protocolViolation)
    #expect(await code { _ = try await client.info() } == .protocolViolation)
    // Where others have a message, a record has its id: any bytes do.
    if bytes != [0x0a, 0x02, 0xff, 0xfe] {
      #expect(await code { for try await _ in client.prune() {} } == .protocolViolation)
    }
    #expect(await code { _ = try await client.historyRecords() } == .protocolViolation)
    #expect(
      await code { for try await _ in client.blob("sha256:" + unique()) {} } == .protocolViolation)
  }

  /// `abc`, in pieces.
  static let blobs: [[[UInt8]]] = [
    [], [[0x61, 0x62, 0x64]], [[0x61, 0x62]], [[0x61], [0x62], [0x63], [0x64]],
  ]

  @Test(arguments: blobs)
  func aBlobThatIsAnotherOneIsRefused(_ pieces: [[UInt8]]) async throws {
    let digest = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    let (client, daemon) = try client([
      "Read": { call in
        var offset: UInt8 = 0
        for piece in pieces {
          call.send(ByteChain([0x08, offset, 0x12, UInt8(piece.count)] + piece))
          offset += UInt8(piece.count)
        }
        call.finish(.ok)
      }
    ])
    defer { withExtendedLifetime(daemon) {} }
    #expect(await code { for try await _ in client.blob(digest) {} } == .protocolViolation)
    #expect(await code { for try await _ in client.blob(digest, size: 3) {} } == .protocolViolation)
  }

  @Test func aBlobComesInPieces() async throws {
    let digest = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    let (client, daemon) = try client([
      "Read": { call in
        call.send(ByteChain([0x12, 2, 0x61, 0x62]))
        call.send(ByteChain([0x08, 2, 0x12, 1, 0x63]))
        call.finish(.ok)
      }
    ])
    defer { withExtendedLifetime(daemon) {} }
    var pieces: [[UInt8]] = []
    for try await piece in client.blob(digest, size: 3) { pieces.append(piece) }
    #expect(pieces == [[0x61, 0x62], [0x63]])
  }

  @Test func aHistoryWithoutAnEndIsLeft() async throws {
    let (client, daemon) = try client([
      "ListenBuildHistory": { call in
        for number in 0..<10_002 {
          let ref = Array("\(number)".utf8)
          let record = [0x0A, UInt8(ref.count)] + ref
          call.send(ByteChain([0x08, 1, 0x12, UInt8(record.count)] + record))
        }
      }
    ])
    defer { withExtendedLifetime(daemon) {} }
    #expect(await code { _ = try await client.historyRecords() } == .resourceExhausted)
  }
}
