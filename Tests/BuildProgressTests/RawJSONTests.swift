import BuildKit
import Testing

@testable import BuildProgress

@Suite struct RawJSONTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (1_500_000_000, "1970-01-01T00:00:01.5Z"),
      (-1, "1969-12-31T23:59:59.999999999Z"), (951_782_400_000_000_000, "2000-02-29T00:00:00Z"),
      (1_709_251_199_000_000_001, "2024-02-29T23:59:59.000000001Z"),
      (Int64.max, "2262-04-11T23:47:16.854775807Z"), (Int64.min, "1677-09-21T00:12:43.145224192Z"),
    ] as [(Int64, String)])
  func timesAreByRFC3339(nanoseconds: Int64, expected: String) {
    #expect(Timestamp(nanosecondsSince1970: nanoseconds).rfc3339 == expected)
  }

  @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")])
  func bytesAreInBase64(text: String, expected: String) {
    #expect(JSONObject.base64(text.utf8) == "\"\(expected)\"")
  }

  @Test func textIsEscaped() {
    #expect(
      JSONObject.quoted("a\"\\\n\t\u{1}\u{8}\u{C}<&>é\u{2028}")
        == #""a\"\\\n\t\u0001\b\f\u003c\u0026\u003eé\u2028""#)
  }

  @Test func newsIsWrittenAsGoWritesIt() {
    var vertex = Vertex(digest: "sha256:a", name: "n")
    vertex.inputs = ["sha256:b"]
    vertex.started = Timestamp(nanosecondsSince1970: 0)
    vertex.isCached = true
    vertex.progressGroup = ProgressGroup(id: "g", name: "h", isWeak: true)
    var status = VertexStatus(id: "", vertex: "sha256:a")
    status.total = 5
    var warning = VertexWarning(vertex: "sha256:a", short: "s")
    warning.detail = ["d"]
    warning.source = SourceExcerpt(
      filename: "f", language: "", data: [0],
      ranges: [SourceRange(start: SourcePosition(line: 1), end: SourcePosition(line: 2))])
    let log = VertexLog(
      vertex: "sha256:a", timestamp: Timestamp(nanosecondsSince1970: 0), stream: .error, data: [10])
    let news = StatusResponse(
      vertexes: [vertex], statuses: [status], logs: [log], warnings: [warning])
    #expect(
      StatusJSON(news).text
        == #"{"vertexes":[{"digest":"sha256:a","inputs":["sha256:b"],"name":"n","#
        + #""started":"1970-01-01T00:00:00Z","cached":true,"#
        + #""progressGroup":{"id":"g","name":"h","weak":true}}],"#
        + #""statuses":[{"id":"","vertex":"sha256:a","total":5,"current":0,"timestamp":"1970-01-01T00:00:00Z"}],"#
        + #""logs":[{"vertex":"sha256:a","stream":2,"data":"Cg==","#
        + #""timestamp":"1970-01-01T00:00:00Z"}],"#
        + #""warnings":[{"vertex":"sha256:a","level":1,"short":"cw==","detail":["ZA=="],"#
        + #""sourceInfo":{"filename":"f","data":"AA=="},"#
        + #""range":[{"start":{"line":1},"end":{"line":2}}]}]}"#)
    #expect(StatusJSON(StatusResponse()).text == "{}")
  }
}
