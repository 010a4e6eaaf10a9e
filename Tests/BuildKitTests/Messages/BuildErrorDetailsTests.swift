import Bytes
import Testing

@testable import BuildKit

@Suite struct BuildErrorDetailsTests {
  @Test func theStatusThatProtocWroteIsRead() throws {
    let details = try BuildErrorDetails(
      decoding: ByteChain(
        hex(
          """
          080212156661696c656420746f20736f6c76653a20626f6f6d1a490a296769746875622e636f6d2f6d6f62792f
          6275696c646b69742f737461636b2e537461636b2b6a736f6e121c7b226672616d6573223a5b7b224e616d6522
          3a226d61696e227d5d7d1a450a2c6769746875622e636f6d2f6d6f62792f6275696c646b69742f657272646566
          732e5665727465782b6a736f6e12157b22646967657374223a227368613235363a61227d
          """)))
    #expect(details.code == 2)
    #expect(details.message == "failed to solve: boom")
    #expect(details.vertexDigest == "sha256:a")
  }

  @Test func theSourceIsReadWithItsRanges() throws {
    let details = try Self.details(
      "errdefs.Source",
      """
      {"info":{"filename":"Dockerfile","data":"RlJPTSB4ClJVTiB5Cg==","language":"Dockerfile",
      "definition":{"def":["AA=="]}},
      "ranges":[{"start":{"line":2},"end":{"line":2,"character":4}},{"start":{"line":1},"end":{}}]}
      """)
    #expect(
      details.sources == [
        SourceExcerpt(
          filename: "Dockerfile", language: "Dockerfile", data: Array("FROM x\nRUN y\n".utf8),
          ranges: [
            SourceRange(
              start: SourcePosition(line: 2), end: SourcePosition(line: 2, character: 4)),
            SourceRange(start: SourcePosition(line: 1), end: SourcePosition(line: 1)),
          ])
      ])
  }

  @Test func otherDetailsAreRead() throws {
    #expect(try Self.details("gatewayapi.ExitMessage", #"{"Code":137}"#).exitCode == 137)
    #expect(
      try Self.details("errdefs.FrontendCap", #"{"name":"x.y"}"#).missingFrontendCapability == "x.y"
    )
    #expect(
      try Self.details("errdefs.Subrequest", #"{"name":"z"}"#).unsupportedSubrequest == "z")
  }

  @Test(arguments: [
    ("errdefs.Vertex", "{"), ("errdefs.Vertex", ""), ("errdefs.Vertex", #"{"digest":3}"#),
    ("errdefs.Source", #"{"info":{"data":"*"}}"#), ("errdefs.Source", "{}"),
    ("errdefs.Source", #"{"info":{},"ranges":[{"start":{"line":99999999999}}]}"#),
    ("gatewayapi.ExitMessage", #"{"Code":-1}"#), ("errdefs.Unheard", "{}"),
    ("errdefs.Source", String(repeating: "[", count: 100_000)),
  ])
  func aDetailThatMakesNoSenseLeavesTheMessage(type: String, json: String) throws {
    var details = try Self.details(type, json)
    #expect(details.raw == [.init(type: Self.url(of: type), value: Array(json.utf8))])
    details.raw = []
    #expect(details == BuildErrorDetails(code: 2, message: "m"))
  }

  static func url(of type: String) -> String { "github.com/moby/buildkit/\(type)+json" }

  static func details(_ type: String, _ json: String) throws -> BuildErrorDetails {
    func field(_ key: UInt8, _ bytes: [UInt8]) -> [UInt8] {
      BytesMessage(data: ByteChain(bytes)).encoded().array.enumerated().map {
        $0.offset == 0 ? key : $0.element
      }
    }
    let detail = field(0x0A, Array(url(of: type).utf8)) + field(0x12, Array(json.utf8))
    let status = [8, 2] + field(0x12, Array("m".utf8)) + field(0x1A, detail)
    return try BuildErrorDetails(decoding: ByteChain(status))
  }
}
