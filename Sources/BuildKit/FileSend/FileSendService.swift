import SessionServer

/// `moby.filesync.v1.FileSend`: takes what exporters make, archives and folders.
struct FileSendService: SessionService {
  let methods = ["/moby.filesync.v1.FileSend/DiffCopy"]
  private let exports: [BuildRequest.Export]

  /// - Parameter exports: all of the request, in its order.
  init(exports: [BuildRequest.Export]) { self.exports = exports }

  func handler(
    for call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) -> any CallHandler {
    let named = call.metadata.values(of: "buildkit-attachable-exporter-id").first
    // Daemons that know only one export don't say which.
    guard named != nil || exports.count == 1 else {
      let error = ExportError(
        .severalUnsupported,
        "this BuildKit takes one export at a time")
      report.add(error)
      throw .init(.internal(error.message))
    }
    let id = named.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    guard exports.indices.contains(id), let output = exports[id].output else {
      throw .init(.notFound("exporter \(id) not found"))
    }
    let export = exports[id]
    do throws(ExportError) {
      try output.begin()
    } catch {
      report.add(error)
      throw .init(.internal(error.message))
    }
    let whole: @Sendable () -> Void = { output.noteWhole() }
    switch output.target {
    case .archive(let archive):
      return try ExportReceiver(output: archive, call: call, report: report, whole: whole)
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
      return try FolderReceiver(
        output: folder, deletes: deletes, call: call, report: report, whole: whole)
    }
  }

  /// Whether the daemon says that one call holds all platforms.
  private static func comesWhole(_ metadata: CallMetadata) -> Bool {
    metadata.values(of: "buildkit-exporter-multi-platform").contains([UInt8(ascii: "1")])
  }
}
