import BuildKit
import Bytes
import SessionServer
import Testing

/// A daemon that says that all went well without having sent the archive that was asked for.
@Suite(.takingTurns) struct HostileArchiveTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try folder.write("old", to: "image.tar")
  }

  /// A call that sends pieces of an archive.
  private struct Sending: Sendable {
    var exporter = "0"
    var messages: [[UInt8]] = []
    var ends = true

    func bytes(stream: UInt32) -> [UInt8] {
      HTTP2.call(
        "/moby.filesync.v1.FileSend/DiffCopy", stream: stream,
        metadata: [("buildkit-attachable-exporter-id", exporter)])
        + messages.flatMap { HTTP2.message($0, stream: stream) }
        + (ends ? HTTP2.frame(type: 0, flags: 1, stream: stream, []) : [])
    }
  }

  /// `abc`, in a message of bytes.
  private static let piece: [UInt8] = [0x0a, 0x03, 0x61, 0x62, 0x63]

  /// Builds at a daemon that makes calls, and tells of success when those are over that it waits for.
  private func build(
    _ sendings: [Sending], awaiting streams: Set<UInt32>
  ) async throws -> BuildError? {
    let sent = sendings.enumerated().flatMap { $1.bytes(stream: UInt32(2 * $0 + 1)) }
    let daemon = try FakeDaemon(.calling(sent, awaiting: streams))
    defer { withExtendedLifetime(daemon) {} }
    let client = try BuildKitClient(endpoint: daemon.endpoint, connectTimeout: .seconds(2))
    var request = BuildRequest()
    request.timeout = .seconds(60)
    request.exports = [
      .init(type: "tar", output: try ExportOutput(file: folder.path("image.tar")))
    ]
    do {
      _ = try await client.build(request)
      return nil
    } catch let error as BuildError {
      return error
    }
  }

  private static let lacks: [(sendings: [Sending], awaited: Set<UInt32>, saying: String)] = [
    ([], [], "has sent nothing for "),
    ([Sending(exporter: "9")], [1], "has sent nothing for "),
    ([Sending(exporter: "-1")], [1], "has sent nothing for "),
    ([Sending(ends: false)], [], "has sent only a part for "),
    ([Sending(messages: [piece], ends: false)], [], "has sent only a part for "),
    ([Sending(messages: [[0xff, 0xff]])], [1], "has sent only a part for "),
    ([Sending()], [1], "sent an empty archive"),
    ([Sending(messages: [[], []])], [1], "sent an empty archive"),
    (
      [Sending(messages: [piece]), Sending(messages: [piece])], [1, 3], "more than one archive for "
    ),
  ]

  @Test(arguments: lacks.indices)
  func successWithoutTheArchiveIsAnError(_ index: Int) async throws {
    let lack = Self.lacks[index]
    let error = try await build(lack.sendings, awaiting: lack.awaited)
    #expect(error?.code == .protocolViolation)
    #expect(error?.message.contains(lack.saying) == true, "\(String(describing: error))")
    #expect(folder.names == ["image.tar"])
    #expect(try contents(of: folder.path("image.tar")) == Array("old".utf8))
  }

  @Test func anArchiveInPiecesIsWritten() async throws {
    let error = try await build(
      [Sending(messages: [Self.piece, [], Self.piece])], awaiting: [1])
    #expect(error == nil, "\(String(describing: error))")
    #expect(try contents(of: folder.path("image.tar")) == Array("abcabc".utf8))
  }
}
