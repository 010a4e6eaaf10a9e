import Glibc
import Testing

@testable import Connections

/// The little of HTTP/1.1 that Docker Engines are asked by.
@Suite struct HTTPTests {
  private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func aHeadIsReadWithoutRegardToCase() throws {
    let head = try HTTPHead(
      parsing: Self.bytes("HTTP/1.1 101 UPGRADED\r\nUPGRADE:h2c\r\nX-A: b: c\r\n"))
    #expect(head.status == 101)
    #expect(head.fields == ["upgrade": "h2c", "x-a": "b: c"])
  }

  @Test(arguments: [
    "", "HTTP/2 200 OK", "HTTP/1.1", "HTTP/1.1 20 OK", "HTTP/1.1 abc", "HTTP/1.1 999 X",
    "220 smtp", "HTTP/1.1 200 OK\r\nno colon",
  ])
  func whatIsNoHeadIsRefused(text: String) {
    #expect(throws: ConnectionError.notHTTP) { try HTTPHead(parsing: Self.bytes(text)) }
  }

  @Test(arguments: [
    ("Content-Length: 3", "abcdef", "abc"), ("Content-Length: 0", "", ""), ("A: b", "abc", "abc"),
    (
      "Transfer-Encoding: chunked", "3\r\nabc\r\n0a;x=y\r\n0123456789\r\n0\r\n\r\n", "abc0123456789"
    ),
    ("Transfer-Encoding: chunked", "0\r\n\r\n", ""),
  ])
  func aBodyEndsWhereItSays(field: String, body: String, expected: String) async throws {
    #expect(try await Self.body("200 OK\r\n\(field)", body) == Self.bytes(expected))
  }

  private static func body(_ head: String, _ body: String, stays: Bool = false) async throws
    -> [UInt8]
  {
    let server = Answering("HTTP/1.1 \(head)\r\n\r\n\(body)", stays: stays)
    return try await HTTPServer(over: server).get("/", until: .now + .seconds(10)).body
  }

  /// Who keeps connections whatever was asked for is not waited for.
  @Test(arguments: [
    ("200 OK\r\nContent-Length: 3", "abc", "abc"), ("204 No Content", "", ""),
    ("304 Not Modified", "", ""),
    ("200 OK\r\nTransfer-Encoding: chunked", "3\r\nabc\r\n0\r\n\r\n", "abc"),
    (
      "200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 9", "1\na\n00;x\r\nA: b\r\n\r\n", "a"
    ),
  ])
  func theEndOfTheBodyIsTheEnd(head: String, body: String, expected: String) async throws {
    #expect(try await Self.body(head, body, stays: true) == Self.bytes(expected))
  }

  @Test func chunksAreTheSameWhereverTheyAreCut() throws {
    let text = Self.bytes("3;x=y\r\nabc\r\n0a\r\n0123456789\r\n0\r\nA: b\r\n\r\n")
    for first in 0...text.count {
      for second in first...text.count {
        var chunks = ChunkedBody()
        for piece in [text[..<first], text[first..<second], text[second...]] {
          try chunks.add(piece)
        }
        #expect(chunks.isComplete)
        #expect(chunks.bytes == Self.bytes("abc0123456789"))
      }
    }
  }

  @Test func theLineOfAChunkIsNotReadWithoutEnd() {
    #expect(throws: ConnectionError.notHTTP) {
      var chunks = ChunkedBody()
      try chunks.add(Array(repeating: UInt8(ascii: "0"), count: 1 << 20))
    }
  }

  @Test(arguments: [
    ("Content-Length: 4", "abc"), ("Content-Length: -1", "abc"), ("Content-Length: x", "abc"),
    ("Transfer-Encoding: chunked", ""), ("Transfer-Encoding: chunked", "3\r\nab"),
    ("Transfer-Encoding: chunked", "zz\r\nab\r\n"), ("Transfer-Encoding: chunked", "-1\r\n\r\n"),
    ("Transfer-Encoding: chunked", "7fffffffffffffff\r\na\r\n"),
    ("Transfer-Encoding: chunked", "3\r\nabc\r\n"), ("Transfer-Encoding: chunked", "1\r\nabc\r\n"),
  ])
  func aBodyThatEndsTooSoonIsRefused(field: String, body: String) async {
    await #expect(throws: ConnectionError.notHTTP) {
      try await Self.body("200 OK\r\n\(field)", body)
    }
  }

  @Test func whatComesRightBehindTheChangeIsLeftToTheOtherProtocol() async throws {
    let server = Answering("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\n\r\nSETTINGS")
    let connection = try await HTTPServer(over: server).upgraded(
      "/grpc", to: "h2c", until: .now + .seconds(10))
    defer { close(connection.descriptor) }
    var rest = [UInt8](repeating: 0, count: 64)
    let count = recv(connection.descriptor, &rest, rest.count, 0)
    #expect(Array(rest.prefix(max(count, 0))) == Self.bytes("SETTINGS"))
  }

  @Test(arguments: [
    (
      "HTTP/1.1 400 Bad Request\r\nContent-Length: 21\r\n\r\n{\"message\":\"too new\"}",
      ConnectionError.noUpgrade(status: 400, message: "{\"message\":\"too new\"}")
    ),
    ("HTTP/1.1 404 Not Found\r\n\r\n", .noUpgrade(status: 404, message: "")),
    ("\u{0}\u{0}\u{12}\u{4}\u{0}\u{0}\u{0}\u{0}\u{0}", .notHTTP), ("HTTP/1.1 101", .notHTTP),
    ("", .notHTTP),
  ])
  func aServerThatDoesNotChangeIsTold(answer: String, error: ConnectionError) async {
    await #expect(throws: error) {
      try await HTTPServer(over: Answering(answer)).upgraded(
        "/grpc", to: "h2c", until: .now + .seconds(10))
    }
  }

  @Test func anEndlessHeadIsNotReadToItsEnd() async {
    let answer = "HTTP/1.1 200 OK\r\n" + String(repeating: "a: b\r\n", count: 20_000)
    await #expect(throws: ConnectionError.notHTTP) {
      try await HTTPServer(over: Answering(answer)).get("/info", until: .now + .seconds(10))
    }
  }

  @Test func silenceEndsInTime() async {
    await #expect(throws: ConnectionError.timedOut) {
      try await HTTPServer(over: Answering(nil)).get("/info", until: .now + .milliseconds(100))
    }
  }
}

/// A way to somebody who has said all there is, and closes, unless `stays`; or, without a text, who says
/// nothing.
private struct Answering: Dialler {
  let address = "test"
  let isRemote = false
  private let text: String?
  private let stays: Bool

  init(_ text: String?, stays: Bool = false) { (self.text, self.stays) = (text, stays) }

  func dial(until deadline: ContinuousClock.Instant) async throws -> Connection {
    var ends: [Int32] = [0, 0]
    socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
    guard let text else { return Connection(descriptor: ends[0]) }
    var size: Int32 = 1 << 20
    setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    send(ends[1], text, text.utf8.count, Int32(MSG_NOSIGNAL))
    if !stays { shutdown(ends[1], Int32(SHUT_WR)) }
    return Connection(descriptor: ends[0])
  }
}
