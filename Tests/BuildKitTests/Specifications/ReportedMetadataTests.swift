import BuildKit
import FoundationEssentials
import Testing

@Suite struct ReportedMetadataTests {
  @Test func valuesThatAreJSONInBase64AreJSON() {
    func coded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
    let json = ReportedMetadata.json([
      "containerimage.descriptor": coded("{ \"size\": 7,\n\"digest\":\"a < b: \\\"c\\\"\" }"),
      "list": coded(#"[{"a":"b/c"}]"#), "result.json": #"{"x":[1,2.5,null,true]}"#,
      "containerimage.digest": "sha256:1", "empty": coded("{}"), "numbers": coded("[1]"),
      "text": coded("text"), "name": "made",
    ])
    #expect(
      String(decoding: json, as: UTF8.self) == """
        {
          "containerimage.descriptor": {
            "size": 7,
            "digest": "a \\u003c b: \\"c\\""
          },
          "containerimage.digest": "sha256:1",
          "empty": "e30=",
          "list": [
            {
              "a": "b/c"
            }
          ],
          "name": "made",
          "numbers": "WzFd",
          "result.json": {
            "x": [
              1,
              2.5,
              null,
              true
            ]
          },
          "text": "dGV4dA=="
        }
        """)
  }
}
