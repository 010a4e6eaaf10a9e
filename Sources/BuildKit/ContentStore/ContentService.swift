import Bytes
import SessionServer

/// `containerd.services.content.v1.Content`: gives the daemon the blobs of folders on our side, and
/// takes blobs from it: caches, images in OCI's layout.
struct ContentService: SessionService {
  private static let prefix = "/containerd.services.content.v1.Content/"
  let methods = [
    "Info", "Update", "List", "Delete", "Read", "Status", "ListStatuses", "Write", "Abort",
  ].map { prefix + $0 }

  private let stores: [String: ContentFolder]

  /// - Parameter stores: by their ids, such as `local:<folder>`, `oci:<name>`, `export`.
  init(stores: [String: ContentFolder]) { self.stores = stores }

  func handler(
    for call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) -> any CallHandler {
    let id = call.metadata.values(of: "buildkit-attachable-store-id").first
    guard let id else { throw .init(.invalidArgument("the call names no store")) }
    guard let store = stores[id.shown] else { throw .init(.notFound("unknown store \(id.shown)")) }
    switch call.method.dropFirst(Self.prefix.count).lowercased() {
    case "read": return ContentReadHandler(store: store, call: call, report: report)
    case "write": return ContentWriteHandler(store: store, call: call, report: report)
    case "info":
      return Self.handler(report) { (request: ContentDigestRequest) throws(ContentFailure) in
        ContentInfoResponse(info: try store.info(ContentFolder.digest(request.digest))).encoded()
      }
    case "delete":
      return Self.handler(report) { (request: ContentDigestRequest) throws(ContentFailure) in
        try store.delete(ContentFolder.digest(request.digest))
        return ByteChain()
      }
    case "list":
      return Self.handler(report) { (request: ContentFilterRequest) throws(ContentFailure) in
        try Self.refuse(request.filters)
        return ListContentResponse(infos: store.list()).encoded()
      }
    case "status":
      return Self.handler(report) { (request: ContentReferenceRequest) throws(ContentFailure) in
        ContentStatusResponse(status: try ContentIngest.status(request.ref, in: store)).encoded()
      }
    case "liststatuses":
      return Self.handler(report) { (request: ContentFilterRequest) throws(ContentFailure) in
        try Self.refuse(request.filters)
        return ListStatusesResponse(
          statuses: store.ingests().compactMap { ContentIngest.status(folder: $0, in: store) }
        ).encoded()
      }
    case "abort":
      return Self.handler(report) { (request: ContentReferenceRequest) throws(ContentFailure) in
        try ContentIngest.abort(request.ref, in: store)
        return ByteChain()
      }
    default:
      // As containerd's store without labels does.
      throw .init(.failedPrecondition("update not supported on immutable content store"))
    }
  }

  /// No daemon asks with filters; to answer as if there were none would be wrong.
  private static func refuse(_ filters: [String]) throws(ContentFailure) {
    guard filters.allSatisfy(\.isEmpty) else {
      throw .refused(.unimplemented("filters are not supported"))
    }
  }

  /// Serves calls of one request and one reply.
  private static func handler<Request: DecodableMessage>(
    _ report: SessionFailures,
    _ answer: @escaping @Sendable (Request) throws(ContentFailure) -> ByteChain
  ) -> UnaryHandler {
    UnaryHandler { message in
      guard let request = try? Request(decoding: ByteChain(message)) else {
        return .failure(.init(.invalidArgument("malformed message")))
      }
      return await FilePool.shared.run {
        do throws(ContentFailure) {
          return .success(try answer(request))
        } catch {
          if case .system(let failure) = error { report.add(failure) }
          return .failure(.init(error.status))
        }
      }
    }
  }
}
