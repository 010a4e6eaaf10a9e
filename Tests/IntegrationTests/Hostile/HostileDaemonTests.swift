import BuildKit
import Bytes
import FileTree
import SessionServer
import Testing

/// A daemon that speaks gRPC well and the rest badly: a typed error, soon, and nothing else.
@Suite(.takingTurns) struct HostileDaemonTests {
  /// Builds at a fake daemon; the code of the error, nil if the build succeeded. What the daemon does
  /// ends the build long before the usual timeout.
  ///
  /// - Parameter exports: whether the daemon is to send an archive.
  private func build(
    _ script: FakeScript, exports: Bool = true, timeout: Duration = .seconds(60)
  ) async throws -> BuildError.Code? {
    let daemon = try FakeDaemon(script)
    let folder = try ScratchFolder()
    let client = try BuildKitClient(endpoint: daemon.endpoint, connectTimeout: .seconds(2))
    var request = BuildRequest()
    request.timeout = timeout
    var tree = FileTree()
    try tree.addFile(contents: Array("FROM scratch\n".utf8), at: TreePath("Dockerfile"))
    request.locals = ["context": tree]
    if exports {
      request.exports = [
        .init(type: "tar", output: try ExportOutput(file: folder.path("image.tar")))
      ]
    }
    defer { withExtendedLifetime(daemon) {} }
    do {
      _ = try await client.build(request)
      #expect(folder.names == (exports ? ["image.tar"] : []))
      return nil
    } catch let error as BuildError {
      #expect(folder.names.isEmpty)
      #expect(error.message.count < 1000)
      return error.code
    }
  }

  static let garbage: [[UInt8]] = [
    [0xff], [UInt8](repeating: 0xff, count: 1000), [0x0a, 0x05, 0x01], [0x0a, 0xff, 0xff, 0x7f],
    Array("<html>".utf8), [0x0a, 0x02, 0xff, 0xfe],
  ]

  @Test(arguments: garbage)
  func workersThatAreNoMessageAreRefused(_ bytes: [UInt8]) async throws {
    let daemon = try FakeDaemon(
      FakeScript(listWorkers: { call in
        call.send(ByteChain(bytes))
        call.finish(.ok)
      }))
    defer { withExtendedLifetime(daemon) {} }
    let client = try BuildKitClient(endpoint: daemon.endpoint)
    let error = await #expect(throws: BuildError.self) {
      _ = try await client.workers()
    }
    #expect(error?.code == .protocolViolation, "\(String(describing: error))")
  }

  @Test func aMessageOverTheLimitIsRefused() async throws {
    let daemon = try FakeDaemon(
      FakeScript(listWorkers: { call in
        call.send(ByteChain([UInt8](repeating: 0, count: 17 << 20)))
        call.finish(.ok)
      }))
    defer { withExtendedLifetime(daemon) {} }
    let client = try BuildKitClient(endpoint: daemon.endpoint)
    let error = await #expect(throws: BuildError.self) {
      _ = try await client.workers()
    }
    #expect(error?.code == .resourceExhausted, "\(String(describing: error))")
  }

  @Test(arguments: garbage)
  func aResultThatIsNoMessageIsRefused(_ bytes: [UInt8]) async throws {
    let code = try await build(FakeScript(solve: { $0.finishSolve(.ok, bytes) }))
    #expect(code == .protocolViolation)
  }

  @Test(arguments: garbage)
  func aStatusThatIsNoMessageHarmsNothing(_ bytes: [UInt8]) async throws {
    let code = try await build(
      FakeScript(
        solve: { $0.finishSolve(.ok) }, status: { status, _ in status.send(ByteChain(bytes)) }),
      exports: false)
    #expect(code == nil)
  }

  @Test(arguments: [
    (CallStatus.ok, BuildError.Code.sessionLost), (.internal("no more"), .daemon),
    (.unimplemented("no sessions here"), .unimplemented),
  ])
  func aSessionThatIsDroppedIsAnError(_ status: CallStatus, _ expected: BuildError.Code)
    async throws
  {
    let code = try await build(FakeScript(session: { $0.session?.finish(status) }))
    #expect(code == expected)
  }

  @Test func aSolveThatIsNeverAnsweredIsOverInTime() async throws {
    #expect(try await build(FakeScript(), timeout: .seconds(1)) == .deadlineExceeded)
  }

  @Test(arguments: [
    // Not even a message that holds bytes.
    [0xff, 0xff], [0x0a, 0x7f, 0x00],
  ])
  func garbageInsteadOfSessionMessagesIsAnError(_ bytes: [UInt8]) async throws {
    let code = try await build(FakeScript(session: { $0.session?.send(ByteChain(bytes)) }))
    #expect(code == .protocolViolation)
  }

  @Test(arguments: [
    Array("GET / HTTP/1.1\r\n\r\n".utf8), [UInt8](repeating: 0, count: 1000),
    [UInt8](repeating: 0xff, count: 1000),
    HTTP2.clientPreface + HTTP2.message([], stream: 1),
    HTTP2.clientPreface + HTTP2.emptySettings
      + HTTP2.frame(type: 1, flags: 4, stream: 1, [UInt8](repeating: 0xff, count: 64)),
    HTTP2.clientPreface + HTTP2.emptySettings
      + HTTP2.frame(type: 8, stream: 0, [0x7f, 0xff, 0xff, 0xff]),
    HTTP2.clientPreface + HTTP2.emptySettings + [0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1],
    HTTP2.clientPreface + HTTP2.emptySettings + HTTP2.frame(type: 9, stream: 1, [1, 2, 3]),
  ])
  func garbageWithinTheSessionIsAnError(_ bytes: [UInt8]) async throws {
    let code = try await build(FakeScript(session: { $0.sendThroughSession(bytes) }))
    #expect(code == .protocolViolation)
  }

  /// Calls of the session, and the messages within, that nobody may make.
  static let wrongCalls: [(String, [(String, String)], [[UInt8]])] = [
    ("/moby.filesync.v1.FileSync/DiffCopy", [("dir-name", "../etc")], []),
    ("/moby.filesync.v1.FileSync/DiffCopy", [], []),
    // Not a packet; a request for an entry that isn't there; packets that a receiver doesn't send.
    ("/moby.filesync.v1.FileSync/DiffCopy", [("dir-name", "context")], [[0xff, 0xff]]),
    (
      "/moby.filesync.v1.FileSync/DiffCopy", [("dir-name", "context")],
      [[0x08, 0x01, 0x18, 0xff, 0xff, 0xff, 0xff, 0x0f]]
    ),
    ("/moby.filesync.v1.FileSync/DiffCopy", [("dir-name", "context")], [[0x08, 0x02]]),
    ("/moby.filesync.v1.FileSync/DiffCopy", [("dir-name", "context")], [[0x08, 0x63]]),
    ("/moby.filesync.v1.FileSync/DiffCopy", [("dir-name", "context")], [[0x08, 0x04]]),
    (
      "/moby.filesync.v1.FileSync/DiffCopy",
      [("dir-name", "context"), ("include-patterns", "[[[")], [[0x08, 0x63]]
    ),
    ("/moby.buildkit.secrets.v1.Secrets/GetSecret", [], [[0xff, 0xff]]),
    ("/moby.buildkit.secrets.v1.Secrets/GetSecret", [], [[], []]),
    ("/moby.filesync.v1.Auth/Credentials", [], [[0x0a, 0x7f]]),
    // No address of a token server; one that is no HTTP; a payload that is too long to be signed.
    ("/moby.filesync.v1.Auth/FetchToken", [], [[]]),
    ("/moby.filesync.v1.Auth/FetchToken", [], [[0x1a, 0x07] + Array("file:/x".utf8)]),
    ("/moby.filesync.v1.Auth/FetchToken", [], [[0xff, 0xff]]),
    ("/moby.filesync.v1.Auth/GetTokenAuthority", [], [[0x0a, 0x7f]]),
    (
      "/moby.filesync.v1.Auth/VerifyTokenAuthority", [],
      [[0x12, 0xff, 0x3f] + [UInt8](repeating: 1, count: 8191)]
    ),
    ("/moby.sshforward.v1.SSH/CheckAgent", [], [[]]),
    ("/moby.sshforward.v1.SSH/ForwardAgent", [("buildkit.ssh.id", "../agent")], [[]]),
    ("/moby.upload.v1.Upload/Pull", [("urlpath", "/../../etc/passwd")], []),
    ("/no.such.Service/Call", [], [[]]), ("", [], []), ("*", [], []),
  ]

  @Test(arguments: wrongCalls.indices)
  func aWrongCallEndsAndTheSessionGoesOn(_ index: Int) async throws {
    let (method, metadata, messages) = Self.wrongCalls[index]
    let wrong =
      HTTP2.call(method, stream: 1, metadata: metadata)
      + messages.flatMap { HTTP2.message($0, stream: 1) }
    let code = try await build(.calling(wrong, awaiting: [1]), exports: false)
    #expect(code == nil)
  }

  @Test func aMessageOverTheLimitEndsItsCall() async throws {
    let head = HTTP2.frame(
      type: 0, stream: 1, [0] + HTTP2.bigEndian(17 << 20) + [UInt8](repeating: 0, count: 100))
    let code = try await build(
      FakeScript(
        session: { build in
          build.sendThroughSession(
            HTTP2.clientPreface + HTTP2.emptySettings
              + HTTP2.call("/moby.buildkit.secrets.v1.Secrets/GetSecret", stream: 1) + head)
        },
        sessionBytes: { build, _ in
          if build.frames.endedStreams.contains(1) { build.finishSolve(.ok) }
        }), exports: false)
    #expect(code == nil)
  }

  @Test func aSessionMessageOverTheLimitIsAnError() async throws {
    let code = try await build(
      FakeScript(session: { build in
        build.sendThroughSession([UInt8](repeating: 0, count: 17 << 20))
      }))
    #expect([.resourceExhausted, .protocolViolation].contains(code), "\(String(describing: code))")
  }

  @Test func endlessMetadataEndsItsCall() async throws {
    let value = String(repeating: "x", count: 16000)
    let code = try await build(
      FakeScript(session: { build in
        build.sendThroughSession(
          HTTP2.clientPreface + HTTP2.emptySettings
            + HTTP2.frame(type: 1, stream: 1, HTTP2.fields([(":method", "POST")])))
        let more = HTTP2.frame(type: 9, stream: 1, HTTP2.fields([("x", value)]))
        for _ in 0..<2000 { build.sendThroughSession(more) }
      }))
    #expect(code == .protocolViolation)
  }

  @Test func aFloodOfPingsIsBounded() async throws {
    let ping = HTTP2.frame(type: 6, stream: 0, [UInt8](repeating: 7, count: 8))
    let flood = (0..<20_000).flatMap { _ in ping }
    let code = try await build(
      FakeScript(session: { build in
        build.sendThroughSession(HTTP2.clientPreface + HTTP2.emptySettings + flood)
        build.finishSolve(.ok)
      }), exports: false)
    #expect([nil, .protocolViolation].contains(code), "\(String(describing: code))")
  }
}
