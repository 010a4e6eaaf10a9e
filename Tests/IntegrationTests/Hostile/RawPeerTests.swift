import BuildKit
import Glibc
import Testing

/// What answers is no BuildKit, or breaks the rules: a typed error, soon.
@Suite(.takingTurns) struct RawPeerTests {
  private static let answer = HTTP2.headers(
    stream: 1, [(":status", "200"), ("content-type", "application/grpc")])

  /// Asks for workers, and expects an error that comes of what the peer did, long before the deadline.
  private func errorCode(_ daemon: RawDaemon) async throws -> BuildError.Code? {
    let client = try BuildKitClient(endpoint: daemon.endpoint, connectTimeout: .seconds(1))
    defer { withExtendedLifetime(daemon) {} }
    do {
      _ = try await client.workers(timeout: .seconds(60))
      return nil
    } catch let error as BuildError {
      #expect(error.message.count < 1000)
      #expect(error.code != .deadlineExceeded)
      return error.code
    }
  }

  @Test(arguments: [
    Array("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".utf8),
    Array("SSH-2.0-OpenSSH_9.2\r\n".utf8), [0x15, 3, 1, 0, 2, 2, 10], [],
    [UInt8](repeating: 0xff, count: 100_000), [UInt8](repeating: 0, count: 100_000),
  ])
  func garbageIsNoBuilder(_ bytes: [UInt8]) async throws {
    let daemon = try RawDaemon(at: .connection) { $0 == 0 ? bytes : nil }
    #expect(try await errorCode(daemon) == .unavailable)
  }

  @Test func silenceIsNoBuilder() async throws {
    let daemon = try RawDaemon(at: .connection) { _ in
      sleep(6)
      return nil
    }
    #expect(try await errorCode(daemon) == .unavailable)
  }

  @Test(arguments: [
    // A frame longer than was agreed.
    [0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1] + [UInt8](repeating: 1, count: 100_000),
    // Data without a header.
    HTTP2.message([1, 2, 3], stream: 1),
    // A header that isn't HPACK.
    HTTP2.frame(type: 1, flags: 4, stream: 1, [UInt8](repeating: 0xff, count: 64)),
    // A window that overflows.
    HTTP2.frame(type: 8, stream: 0, [0x7f, 0xff, 0xff, 0xff]),
    // A stream that the client never opened.
    HTTP2.headers(stream: 7, [(":status", "200")]),
    // A reset, and the end of everything.
    HTTP2.frame(type: 3, stream: 1, [0, 0, 0, 2]),
    HTTP2.frame(type: 7, stream: 0, [0, 0, 0, 0, 0, 0, 0, 1]),
    // An answer of a web server.
    HTTP2.headers(stream: 1, [(":status", "404"), ("content-type", "text/html")])
      + HTTP2.frame(type: 0, flags: 1, stream: 1, Array("<html>".utf8)),
    // A message that is cut off, and a compressed one.
    answer + HTTP2.frame(type: 0, stream: 1, [0, 0, 0, 1, 0, 1, 2, 3]),
    answer + HTTP2.frame(type: 0, stream: 1, [1, 0, 0, 0, 1, 1])
      + HTTP2.headers(stream: 1, [("grpc-status", "0")], endsStream: true),
    // No status, and one that doesn't exist.
    answer + HTTP2.message([], stream: 1, endsStream: true),
    answer + HTTP2.headers(stream: 1, [("grpc-status", "-77")], endsStream: true),
  ])
  func brokenRulesAreAnError(_ bytes: [UInt8]) async throws {
    let daemon = try RawDaemon(at: .call) { $0 == 0 ? bytes : nil }
    #expect(try await errorCode(daemon) != nil)
  }

  @Test(arguments: [false, true])
  func endlessHeadersEnd(_ areTrailers: Bool) async throws {
    let value = String(repeating: "x", count: 16000)
    let daemon = try RawDaemon(at: .call) { number in
      if number == 0 {
        let beginning: [UInt8] = areTrailers ? Self.answer + HTTP2.message([], stream: 1) : []
        let first = areTrailers ? ("grpc-status", "0") : (":status", "200")
        return beginning + HTTP2.frame(type: 1, stream: 1, HTTP2.fields([first]))
      }
      // 160 MB, if somebody takes them.
      return number < 10_000
        ? HTTP2.frame(type: 9, stream: 1, HTTP2.fields([("x-\(number)", value)])) : nil
    }
    #expect(try await errorCode(daemon) != nil)
  }
}
