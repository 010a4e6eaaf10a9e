import Bytes
import Testing

@testable import BuildKit

@Suite struct MalformedMessageTests {
  static let types: [any DecodableMessage.Type] = [
    BuildErrorDetails.self, BuildHistoryEvent.self, BytesMessage.self, CredentialsRequest.self,
    DiskUsageResponse.self, FetchTokenRequest.self,
    GetSecretRequest.self, GetTokenAuthorityRequest.self, HealthCheckRequest.self,
    InfoResponse.self, ListWorkersResponse.self, Packet.self, SolveResponse.self,
    StatusResponse.self, VerifyTokenAuthorityRequest.self,
  ]

  @Test(arguments: [
    ("a length beyond the end", "0a05"),
    ("a length of 4 GiB", "0affffffff0f"),
    ("a length of 2^64 - 1", "0affffffffffffffffff01"),
    ("a number without an end", "08ffffffffffffffffffffff"),
    ("a key without a value", "0a"),
    ("field number 0", "0201"),
    ("an unfinished group", "0b0a0161"),
    ("a nested message with a length beyond the end", "0a030a0561"),
    ("a nested vertex of the wrong type", "0d01000000"),
  ])
  func brokenNewsIsRefused(what: String, wire: String) {
    #expect(throws: MalformedMessage("StatusResponse")) {
      try StatusResponse(decoding: ByteChain(hex(wire)))
    }
  }

  @Test func everyPieceOfAMessageIsReadOrRefused() {
    for count in StatusTests.wire.indices {
      let piece = ByteChain(Array(StatusTests.wire[..<count]))
      _ = try? StatusResponse(decoding: piece)
    }
  }

  @Test func elementsThatWouldFillTheMemoryAreRefused() {
    // Each empty vertex takes two bytes here and over a hundred in memory.
    let bomb = [[UInt8]](repeating: [0x0A, 0], count: 2 << 20).flatMap { $0 }
    #expect(throws: MalformedMessage("StatusResponse")) {
      try StatusResponse(decoding: ByteChain(bomb)).vertexes.count
    }
  }

  @Test func noiseNeverCrashes() {
    var random = Noise(state: 1)
    for _ in 0..<10_000 {
      var bytes = StatusTests.wire
      if random.next() % 2 == 0 {
        // Small values look more like protobuf than any others.
        bytes = (0..<random.next() % 64).map { _ in UInt8(random.next() % 32) }
      } else {
        for _ in 0..<random.next() % 8 {
          bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(random.next() % 256)
        }
      }
      for type in Self.types { _ = try? type.init(decoding: ByteChain(bytes)) }
    }
  }
}

/// The same noise every time.
struct Noise: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
