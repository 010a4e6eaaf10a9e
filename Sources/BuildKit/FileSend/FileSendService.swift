import SessionServer

/// `moby.filesync.v1.FileSend`: takes the tars that exporters make.
struct FileSendService: SessionService {
  let methods = ["/moby.filesync.v1.FileSend/DiffCopy"]
  private let outputs: [Int: ExportOutput]

  /// - Parameter outputs: where the tar of each export goes, by the export's position in the
  ///   request.
  init(outputs: [Int: ExportOutput]) { self.outputs = outputs }

  func handler(
    for call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) -> any CallHandler {
    // Daemons that know only one export don't say which.
    let id =
      call.metadata.values(of: "buildkit-attachable-exporter-id").first
      .flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
    guard let output = outputs[id] else {
      throw .init(.notFound("exporter \(id) not found"))
    }
    return try ExportReceiver(output: output, call: call, report: report)
  }
}
