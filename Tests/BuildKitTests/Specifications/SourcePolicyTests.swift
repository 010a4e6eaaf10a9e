import Bytes
import Testing

@testable import BuildKit

/// Source policies, as `buildctl build --source-policy-file` reads them.
@Suite struct SourcePolicyTests {
  private func read(_ json: String) throws -> SourcePolicy {
    try SourcePolicy(json: Array(json.utf8), path: "policy.json")
  }

  @Test func aPolicyIsRead() throws {
    let policy = try read(
      """
      {"version": 1, "rules": [
        {"action": "DENY", "selector": {"identifier": "docker-image://*"}},
        {"selector": {"identifier": "a", "match_type": "EXACT",
          "constraints": [{"key": "k", "value": "v", "condition": "NOTEQUAL"}]}},
        {"action": 2, "selector": {"identifier": "b(.)", "match_type": 2},
          "updates": {"identifier": "c$1", "attrs": {"http.checksum": "sha256:0"}}}
      ]}
      """)
    #expect(
      policy.rules == [
        .init(.deny, .init("docker-image://*")),
        .init(
          .allow, .init("a", match: .exact, constraints: [.init("k", .notEqual, "v")])),
        .init(
          .convert(identifier: "c$1", attributes: ["http.checksum": "sha256:0"]),
          .init("b(.)", match: .regularExpression)),
      ])
  }

  @Test(arguments: [
    ("", "JSON"), ("[]", "JSON"), ("{}", "rules are missing"),
    (#"{"version": 2, "rules": []}"#, "2"),
    (#"{"rules": [{"action": "DENY"}]}"#, "selector"),
    (#"{"rules": [{"action": "FORBID", "selector": {"identifier": "a"}}]}"#, "rules[0].action"),
    (#"{"rules": [{"action": 3, "selector": {"identifier": "a"}}]}"#, "ALLOW, DENY, CONVERT"),
    (#"{"rules": [{"selector": {"identifier": 1}}]}"#, "identifier"),
  ])
  func whatIsWrongWithAPolicyIsTold(_ json: String, _ text: String) {
    let error = #expect(throws: InvalidSpecification.self) { try read(json) }
    #expect(error?.description.contains(text) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("policy.json") == true)
  }

  /// The bytes are what protoc makes of the same values with BuildKit's own `.proto` file.
  @Test func aPolicyIsWrittenAsProtocWritesIt() throws {
    var request = SolveRequest(ref: "")
    request.sourcePolicy = SourcePolicy([
      .init(.deny, .init("a*")),
      .init(
        .convert(identifier: "c", attributes: ["k": "v"]),
        .init("b", match: .regularExpression, constraints: [.init("x", .matches, "y")])),
    ])
    #expect(
      request.encoded().array
        == hex(
          """
          4200 62 2e 0801 1208 0801 1204 0a02612a 1220 0802
          120f 0a0162 1002 1a08 0a0178 120179 1802
          1a0b 0a0163 1206 0a016b 120176
          """))
  }
}
