import BuildKit
import Bytes
import FileTree
import Glibc
import SessionServer
import Testing

/// A daemon that sends into a folder what must not be there. What each packet does is tested where
/// packets are written; here, that the build ends soon with the error, and that a good export works.
@Suite(.takingTurns) struct HostileExportTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// Builds at a daemon that sends these packets, and says that all went well when its call ends.
  private func build(
    _ packets: consuming [[UInt8]], _ attributes: [String: String] = [:],
    metadata: [(String, String)] = []
  ) async throws -> BuildError? {
    let call = HTTP2.call(
      "/moby.filesync.v1.FileSend/DiffCopy", stream: 1,
      metadata: [("buildkit-attachable-exporter-id", "0")] + metadata)
    let sent =
      HTTP2.clientPreface + HTTP2.emptySettings + call
      + packets.flatMap { HTTP2.message($0, stream: 1) }
    let daemon = try FakeDaemon(
      FakeScript(
        session: { build in build.sendThroughSession(sent) },
        sessionBytes: { build, _ in
          guard build.frames.endedStreams.contains(1) else { return }
          build.finishSolve(.internal("the export failed"))
        }))
    defer { withExtendedLifetime(daemon) {} }
    let client = try BuildKitClient(endpoint: daemon.endpoint, connectTimeout: .seconds(2))
    var request = BuildRequest()
    request.timeout = .seconds(60)
    request.exports = [
      .init(
        type: "local", attributes: attributes,
        output: try ExportOutput(folder: folder.path("out")))
    ]
    do {
      _ = try await client.build(request)
      return nil
    } catch let error as BuildError {
      return error
    }
  }

  private static func entry(_ path: String, mode: UInt32 = 0o644, size: Int64 = 0) -> [UInt8] {
    var writer = PacketWriter()
    Array(path.utf8).withUnsafeBytes {
      writer.appendStat(path: $0, fields: StatFields(mode: mode, size: size))
    }
    return Array(writer.take().array.dropFirst(5))
  }

  @Test func aFileOutsideTheFolderEndsTheBuild() async throws {
    let error = try await build([Self.entry("../file")])
    #expect(error?.code == .protocolViolation)
    #expect((error?.cause as? ExportError)?.kind == .invalidPath)
    #expect(folder.names.isEmpty)
  }

  @Test func aDeviceEndsTheBuild() async throws {
    let error = try await build([Self.entry("sda", mode: 0o666 | FileMode.device)])
    #expect((error?.cause as? ExportError)?.kind == .unsupportedFile)
    #expect(folder.names.isEmpty)
  }

  @Test func garbageEndsTheBuild() async throws {
    let error = try await build([[0xff, 0xff]])
    #expect(error?.cause is MalformedMessage)
    #expect(folder.names.isEmpty)
  }

  @Test func anExportIntoAFolderThatIsAnArchiveEndsTheBuild() async throws {
    let error = try await build([[0x0a, 0x03, 1, 2, 3]])
    #expect(error?.cause is MalformedMessage)
  }

  @Test func nothingIsDeletedUnlessAllComesAtOnce() async throws {
    try folder.write("kept", to: "out/mine")
    let packets = [Self.entry("new"), [0x08, 0x00]]
    let refused = try await build(packets, ["mode": "delete"])
    #expect((refused?.cause as? ExportError)?.kind == .deletionUnsupported)
    #expect(ScratchFolder.names(in: Array(folder.path("out").utf8)).count == 1)

    // This daemon never agrees that the export is over, but by then it is.
    _ = try await build(
      packets + [[0x08, 0x04]], ["mode": "delete"],
      metadata: [("buildkit-exporter-multi-platform", "1")])
    #expect(ScratchFolder.names(in: Array(folder.path("out").utf8)) == [Array("new".utf8)])
  }
}
