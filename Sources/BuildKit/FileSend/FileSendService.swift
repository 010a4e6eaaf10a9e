import SessionServer

/// `moby.filesync.v1.FileSend`: takes what exporters make, archives and folders.
struct FileSendService: SessionService {
  let methods = ["/moby.filesync.v1.FileSend/DiffCopy"]
  private let exports: [Int: BuildRequest.Export]

  /// - Parameter exports: those that have an output, by their position in the request.
  init(exports: [Int: BuildRequest.Export]) { self.exports = exports }

  func handler(
    for call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) -> any CallHandler {
    // Daemons that know only one export don't say which.
    let id =
      call.metadata.values(of: "buildkit-attachable-exporter-id").first
      .flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    guard let export = exports[id], let output = export.output else {
      throw .init(.notFound("exporter \(id) not found"))
    }
    switch output.target {
    case .archive(let archive):
      return try ExportReceiver(output: archive, call: call, report: report)
    case .layout: throw .init(.notFound("exporter \(id) writes to a content store"))
    case .folder(let folder):
      let deletes = export.attributes["mode"] == "delete"
      if deletes, !Self.comesWhole(call.metadata) {
        let error = ExportError(
          .deletionUnsupported,
          "mode=delete needs a newer BuildKit: this one sends each platform by itself, so that "
            + "nobody knows what may be deleted")
        report.add(error)
        throw .init(.internal(error.message))
      }
      return try FolderReceiver(output: folder, deletes: deletes, call: call, report: report)
    }
  }

  /// Whether the daemon says that one call holds all platforms.
  private static func comesWhole(_ metadata: CallMetadata) -> Bool {
    metadata.values(of: "buildkit-exporter-multi-platform").contains([UInt8(ascii: "1")])
  }
}
