import CLinux
import Connections
import Glibc
import Testing

/// A peer of TLS that is there, and takes nothing any more.
@Suite(.takingTurns) struct StuckPeerTests {
  /// Tells whether a keeper is still held by anybody else.
  private final class Watched {
    private(set) weak var keeper: AnyObject?
    init(_ keeper: (any ConnectionKeeper)?) { self.keeper = keeper.map { $0 as AnyObject } }
  }

  /// OpenSSL's own server, which ends with this.
  private final class Server {
    let process: ChildProcess
    let port: Int
    /// What the server reads from, and waits for.
    private let silence: [Int32]

    init(_ process: ChildProcess, port: Int, silence: [Int32]) {
      (self.process, self.port, self.silence) = (process, port, silence)
    }

    deinit {
      process.end()
      for descriptor in silence { close(descriptor) }
    }
  }

  private func server() async throws -> Server {
    let folder = try variable("BENTOKIT_TEST_TLS_CA").split(separator: "/").dropLast()
      .map { "/\($0)" }.joined()
    var silence: [Int32] = [0, 0]
    pipe2(&silence, O_CLOEXEC)
    let output = try OpenedFile.unnamed()
    let process = try ChildProcess(
      [
        "/usr/bin/openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", "\(folder)/server.pem",
        "-key", "\(folder)/server.key",
      ], environment: [:],
      streams: .init(
        input: silence[0], output: output.descriptor, errors: output.descriptor))
    let end = ContinuousClock.now + .seconds(30)
    while .now < end {
      let words = String(decoding: output.contents(), as: UTF8.self)
      if let found = words.firstMatch(of: /ACCEPT 127.0.0.1:(\d+)\n/), let port = Int(found.1) {
        return Server(process, port: port, silence: silence)
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    process.end()
    throw Failure("openssl does not listen: \(String(decoding: output.contents(), as: UTF8.self))")
  }

  /// Connects, stops the server, says to it all that goes, and closes.
  private func stuckConnection(to server: Server) async throws -> Watched {
    let tls = try TLSConfiguration.reading(
      certificateAuthority: variable("BENTOKIT_TEST_TLS_CA"))
    let connection = try await TLSDialler(host: "127.0.0.1", port: server.port, tls, inner: .http1)
      .dial(until: .now + .seconds(30))
    defer { close(connection.descriptor) }
    server.process.signal(SIGSTOP)
    let bytes = [UInt8](repeating: 0, count: 1 << 16)
    var refused = 0
    while refused < 20 {
      if send(connection.descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT)) > 0 {
        refused = 0
      } else {
        refused += 1
        try await Task.sleep(for: .milliseconds(10))
      }
    }
    return Watched(connection.keeper)
  }

  @Test(.timeLimit(.minutes(5)))
  func itIsLeftOnceNobodyWantsIt() async throws {
    let server = try await server()
    let watched = try await stuckConnection(to: server)
    while watched.keeper != nil { try await Task.sleep(for: .milliseconds(20)) }
    withExtendedLifetime(server) {}
  }
}
