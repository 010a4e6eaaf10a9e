import Testing

@testable import BuildKit

@Suite struct BuildHistoryRecordTests {
  @Test(
    arguments: [
      ([:], ""),
      (["build-arg:BUILDKIT_BUILD_NAME": "given", "target": "t"], "given"),
      (["vcs:localdir:context": "app"], "app"),
      (["vcs:localdir:context": ".", "filename": "Dockerfile"], ""),
      (["filename": "build.Dockerfile"], "build.Dockerfile"),
      (["vcs:localdir:dockerfile": "app", "filename": "x"], "app/x"),
      (["vcs:localdir:context": "app", "target": "test"], "app (test)"),
      (["target": "test"], "test"),
      (["context": "https://example.com/repo.git#main"], "https://example.com/repo.git#main"),
      (["vcs:source": "https://example.com/repo"], "https://example.com/repo"),
    ] as [([String: String], String)])
  func aBuildHasAName(attributes: [String: String], name: String) {
    var record = BuildHistoryRecord()
    record.frontendAttributes = attributes
    #expect(record.name == name)
  }

  @Test func anImageNamesItsBuild() {
    var record = BuildHistoryRecord()
    record.exporters = [ExporterRequest(type: "image", attributes: ["name": "iris:1"])]
    #expect(record.name == "iris:1")
  }

  @Test(
    arguments: [
      ("v0.13.2", true), ("0.16.9", true), ("v0.17.0-rc1", false), ("v0.25.2", false),
      ("1.0", false),
      ("0.0.0+unknown", false), ("", false), ("master", false), ("v0.13.0-dev", true),
    ])
  func versionsAreCompared(text: String, isOld: Bool) {
    let version = BuildkitVersion(
      package: "", version: text, revision: "", dockerfileVersion: "")
    #expect(version.isBefore(0, 17) == isOld)
  }

  @Test(arguments: [
    ("plain text", "plain text"), ("token=secret,next", "token=xxxxx,next"),
    (#"{"Value":"type=gha,GHTOKEN=abc"}"#, #"{"Value":"type=gha,GHTOKEN=xxxxx"}"#),
    ("secret_access_key=a\\\"b", "secret_access_key=xxxxx\\\"b"), ("token=", "token="),
    ("x ghs_" + String(repeating: "a", count: 36) + " y", "x xxxxx y"), ("ghs_short", "ghs_short"),
    ("github_pat_" + String(repeating: "_", count: 82), "xxxxx"),
  ])
  func secretsAreTakenOutOfTraces(text: String, expected: String) {
    let bytes = TraceSecrets.removed(from: Array(text.utf8))
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("{}", "{}"), (#"{"a":[]}"#, "{\n  \"a\": []\n}"),
    (
      #"{"a":{"b":"{,:\"}"},"c":[1,2]}"#,
      "{\n  \"a\": {\n    \"b\": \"{,:\\\"}\"\n  },\n  \"c\": [\n    1,\n    2\n  ]\n}"
    ),
  ])
  func jsonIsIndentedAsGoDoes(compact: String, indented: String) {
    var object = JSONObject()
    object.add("o", json: compact)
    let lines = object.indented.split(separator: "\n", omittingEmptySubsequences: false)
    let expected = indented.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.first == "{" && lines.last == "}")
    #expect(
      lines.dropFirst().dropLast().map { $0.dropFirst(2) }.first.map {
        "\"o\": " + expected[0] == $0
      } == true)
    #expect(
      Array(lines.dropFirst(2).dropLast().map { $0.dropFirst(2) }) == Array(expected.dropFirst()))
  }
}
