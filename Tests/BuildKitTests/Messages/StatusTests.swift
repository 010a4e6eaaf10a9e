import Bytes
import Testing

@testable import BuildKit

@Suite struct StatusTests {
  /// What protoc makes of the values below with BuildKit's own `.proto` files.
  static let wire = hex(
    """
    0a4c0a087368613235363a6112087368613235363a6212087368613235363a631a0c5b312f325d2046524f4d20
    7820012a0408011005320208023a04626f6f6d420c0a0167120567726f757018010a0d0a087368613235363a62
    1a016e122e0a056c6179657212087368613235363a611a0b646f776e6c6f6164696e672005280a320208033a02
    0801420208041a1c0a087368613235363a611208080510ff93ebdc03180222046869ff0a22640a087368613235
    363a6110031a06436173696e6722026431220264322a0968747470733a2f2f7832250a0a446f636b657266696c
    65120646524f4d20781a030a017a220a446f636b657266696c653a0c0a04080210031204080410013a060a0208
    071200
    """)

  @Test func newsOfABuildIsRead() throws {
    var vertex = Vertex(digest: "sha256:a", name: "[1/2] FROM x")
    vertex.inputs = ["sha256:b", "sha256:c"]
    vertex.isCached = true
    vertex.started = Timestamp(nanosecondsSince1970: 1_000_000_005)
    vertex.completed = Timestamp(nanosecondsSince1970: 2_000_000_000)
    vertex.error = "boom"
    vertex.progressGroup = ProgressGroup(id: "g", name: "group", isWeak: true)

    var status = VertexStatus(id: "layer", vertex: "sha256:a")
    status.name = "downloading"
    status.current = 5
    status.total = 10
    status.timestamp = Timestamp(nanosecondsSince1970: 3_000_000_000)
    status.started = Timestamp(nanosecondsSince1970: 1_000_000_000)
    status.completed = Timestamp(nanosecondsSince1970: 4_000_000_000)

    let log = VertexLog(
      vertex: "sha256:a", timestamp: Timestamp(nanosecondsSince1970: 5_999_999_999),
      stream: .error, data: [0x68, 0x69, 0xFF, 0x0A])

    var warning = VertexWarning(vertex: "sha256:a", short: "Casing")
    warning.level = 3
    warning.detail = ["d1", "d2"]
    warning.url = "https://x"
    warning.definition = Definition(bytes: [0x0A, 0x01, 0x7A])
    warning.source = SourceExcerpt(
      filename: "Dockerfile", language: "Dockerfile", data: Array("FROM x".utf8),
      ranges: [
        SourceRange(
          start: SourcePosition(line: 2, character: 3), end: SourcePosition(line: 4, character: 1)),
        SourceRange(start: SourcePosition(line: 7), end: SourcePosition(line: 7)),
      ])

    #expect(
      try StatusResponse(decoding: ByteChain(Self.wire))
        == StatusResponse(
          vertexes: [vertex, Vertex(digest: "sha256:b", name: "n")], statuses: [status],
          logs: [log], warnings: [warning]))
  }

  /// As fields of a log: a timestamp of so many seconds and nanoseconds.
  @Test(arguments: [
    ("08011002", 1_000_000_002),
    ("", 0),
    // The zero time of Go, year 1.
    ("08 8092b8c398feffffff01", Int64.min),
    ("08 ffffffffffffffff7f", Int64.max),
  ])
  func aMomentBeyondTheRangeIsMovedToItsEnd(wire: String, expected: Int64) throws {
    let timestamp = hex(wire)
    let message = [0x1A, UInt8(timestamp.count + 2), 0x12, UInt8(timestamp.count)] + timestamp
    let log = try #require(StatusResponse(decoding: ByteChain(message)).logs.first)
    #expect(log.timestamp == Timestamp(nanosecondsSince1970: expected))
  }
}
