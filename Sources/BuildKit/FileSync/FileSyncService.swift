import FileTree
import SessionServer

/// `moby.filesync.v1.FileSync`: lets the daemon read the trees of a build.
struct FileSyncService: SessionService {
  let methods = ["/moby.filesync.v1.FileSync/DiffCopy"]

  private let trees: [String: FileTree]

  /// - Parameter trees: what the daemon may read, by local name (`context`, `dockerfile`, …).
  init(trees: [String: FileTree]) { self.trees = trees }

  func handler(
    for call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) -> any CallHandler {
    let request = DiffCopyRequest(call.metadata)
    guard let tree = trees[request.directory] else {
      throw .init(.notFound("no access allowed to dir \"\(request.directory)\""))
    }
    return try DiffCopySender(tree: tree, filter: request.filter, call: call, report: report)
  }
}
