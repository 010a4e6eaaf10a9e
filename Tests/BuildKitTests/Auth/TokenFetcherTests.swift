import Connections
import Testing

@testable import BuildKit

/// Token servers that mean no good: nothing that they say is believed, waited for or kept for ever.
@Suite struct TokenFetcherTests {
  private struct Known: RegistryCredentials {
    func credentials(for access: RegistryAccess) async -> RegistryCredential? {
      RegistryCredential(username: "user", secret: "pass-word")
    }
  }

  private func token(
    from realm: String, within limit: Duration = .seconds(600)
  ) async throws -> TokenAnswer {
    let fetcher = TokenFetcher(
      credentials: Known(), tls: [:], proxies: .none, timeLimit: limit)
    return try await fetcher.token(
      for: FetchTokenRequest(
        clientID: "", host: "reg.example", realm: realm, service: "registry",
        scopes: ["repository:a/b:pull"]))
  }

  private func failure(
    _ server: AnsweringServer, within limit: Duration = .seconds(600)
  ) async throws -> TokenFailure {
    let realm = "http://127.0.0.1:\(server.port)/token"
    let error = try #require(
      await #expect(throws: TokenFailure.self) { _ = try await token(from: realm, within: limit) })
    #expect(error.host == "reg.example")
    #expect(error.realm == realm)
    #expect(!error.description.contains("pass-word"))
    return error
  }

  private static let ok = "HTTP/1.1 200 OK\r\n"

  @Test func aTokenIsTaken() async throws {
    let server = try AnsweringServer(Self.ok + "\r\n{\"token\": \"abc\"}")
    #expect(try await token(from: "http://127.0.0.1:\(server.port)/t?a=b").token == "abc")
    let question = try #require(server.questions.first)
    #expect(question.hasPrefix("POST /t?a=b HTTP/1.1\r\n"))
    #expect(question.contains("scope=repository%3Aa%2Fb%3Apull"))
    #expect(question.contains("grant_type=password&password=pass-word&username=user"))
  }

  /// Some keep the connection, though asked not to.
  @Test func aTokenInChunksIsTakenAtTheirEnd() async throws {
    let answer = "Transfer-Encoding: chunked\r\n\r\n10\r\n{\"token\": \"abc\"}\r\n0\r\n\r\n"
    let server = try AnsweringServer(Self.ok + answer, stays: true)
    let realm = "http://127.0.0.1:\(server.port)/token"
    #expect(try await token(from: realm, within: .seconds(30)).token == "abc")
  }

  @Test(arguments: [
    ("220 smtp\r\n", 1, "does not speak HTTP"), ("", 0, "does not speak HTTP"),
    (ok + "Content-Length: 99999999999\r\n\r\n", 1, "does not speak HTTP"),
    (ok + "Content-Length: 50\r\n\r\n{}", 1, "does not speak HTTP"),
    (ok, 10_000, "does not speak HTTP"),
    (ok + "\r\n{}", 1, "there is no token in its answer"),
    ("HTTP/1.1 500 Oops\r\n\r\nnot today\nnor tomorrow", 1, "HTTP 500: not today"),
    ("HTTP/1.1 403 No\r\n\r\n", 1, "HTTP 403"),
    ("HTTP/1.1 307 Away\r\nLocation: /token\r\n\r\n", 1, "from one address to the next"),
    ("HTTP/1.1 307 Away\r\nLocation: http://elsewhere/\r\n\r\n", 1, "no password is sent"),
  ])
  func aServerThatGivesNoneIsTold(_ answer: String, _ times: Int, _ words: String) async throws {
    let reason = try await failure(try AnsweringServer(answer, times: times)).reason
    #expect(reason.contains(words), "\(reason)")
  }

  @Test func anAnswerWithoutAnEndIsNotTakenIn() async throws {
    let endless = String(repeating: "x", count: 1 << 20)
    let server = try AnsweringServer(Self.ok + "\r\n" + endless, times: 4096)
    #expect(try await failure(server).reason.contains("does not speak HTTP"))
  }

  @Test func aServerThatRepeatsThePasswordIsNotQuoted() async throws {
    let server = try AnsweringServer("HTTP/1.1 403 No\r\n\r\nwrong password: pass-word")
    #expect(try await failure(server).reason == "HTTP 403")
  }

  @Test func aServerThatSaysNothingIsNotWaitedFor() async throws {
    let server = try AnsweringServer("", times: 0, stays: true)
    let reason = try await failure(server, within: .milliseconds(300)).reason
    #expect(reason.contains("no answer within 0.3 seconds"))
  }

  @Test(arguments: ["", "file:///etc/passwd", "token", "http://", "http://h/\u{1b}[2J"])
  func aRealmThatIsNoAddressIsNamed(_ realm: String) async throws {
    let error = await #expect(throws: TokenFailure.self) { _ = try await token(from: realm) }
    #expect(error?.reason == "that is no address of HTTP")
  }
}
