import Connections
import Testing

@testable import BuildKit

/// What a Docker Engine tells of a push.
@Suite struct EnginePushTests {
  private static let digest = "sha256:" + String(repeating: "a", count: 64)
  private static let head = "HTTP/1.1 200 OK\r\n\r\n{\"status\":\"Preparing\"}\r\n"

  private func push(_ answer: String) async throws -> String? {
    let server = try AnsweringServer(answer)
    defer { withExtendedLifetime(server) {} }
    let client = try BuildKitClient(endpoint: .docker(.tcp(host: "127.0.0.1", port: server.port)))
    return try await client.pushFromEngine(
      "reg.example/app:1", credentials: NoCredentials(), timeout: .seconds(30))
  }

  @Test func theDigestIsTold() async throws {
    let line = #"{"aux":{"Tag":"1","Digest":"\#(Self.digest)","Size":5}}"#
    #expect(try await push(Self.head + line + "\r\n") == Self.digest)
  }

  @Test(arguments: [
    (head, "before it was pushed"), (head + #"{"aux":{"Dig"#, "before it was pushed"),
    (head + #"{"errorDetail":{"message":"denied"},"error":"denied"}"#, "denied"),
    ("HTTP/1.1 500 Oh\r\n\r\n{\"message\":\"no such image\"}\n", "no such image"),
    ("HTTP/1.1 500 Oh\r\n\r\n", "HTTP 500"),
  ])
  func withoutADigestNothingIsPushed(_ answer: String, _ words: String) async {
    let error = await #expect(throws: BuildError.self) { _ = try await push(answer) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("reg.example/app:1") == true)
  }
}
