import Bytes
import SessionServer
import Synchronization
import Threads

/// `moby.upload.v1.Upload`: sends the daemon what it fetches from its client as if by HTTP.
struct UploadService: SessionService {
  let methods = ["/moby.upload.v1.Upload/Pull"]
  private let uploads: [String: UploadSource]
  private let read = ReadOnce()

  init(uploads: [String: UploadSource]) { self.uploads = uploads }

  /// The descriptors that were read already.
  private final class ReadOnce: Sendable {
    private let descriptors = Mutex<Set<Int32>>([])

    func take(_ descriptor: Int32) -> Bool {
      descriptors.withLock { $0.insert(descriptor).inserted }
    }
  }

  func handler(
    for call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) -> any CallHandler {
    let path = call.metadata.values(of: "urlpath").first ?? []
    let name = String(decoding: path, as: UTF8.self).split(separator: "/").last.map(String.init)
    guard let name, let source = uploads[name] else {
      throw .init(.notFound("nothing is uploaded as \(name ?? "nothing")"))
    }
    if case .descriptor(let descriptor, _) = source, !read.take(descriptor) {
      throw .init(.notFound("the upload \(name) can be read once only"))
    }
    return try UploadSending(source, to: call, report: report)
  }
}

/// Serves one `Pull`.
private final class UploadSending: CallHandler {
  private let sending: ByteSending
  private let end = UploadEnd()

  init(
    _ source: UploadSource, to call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) {
    sending = ByteSending(to: call)
    let confined = SessionConfined(call)
    let end = end
    do throws(DetachedThread.StartFailure) {
      try sending.start {
        try source.reader(until: end)
      } ended: { error in
        if let error { report.add(error) }
        confined.use { $0.finish(error.map { .internal("\($0)") } ?? .ok) }
      }
    } catch {
      report.add(SystemFailure(operation: "starting a thread", errno: error.errno))
      throw .init(.resourceExhausted("no thread for the upload"))
    }
  }

  func received(_ message: ByteChain, on call: ServerCall) {
    call.abort(.invalidArgument("an upload takes no messages"))
  }

  func drained(_ call: ServerCall) { sending.drained() }

  func closed(_ call: ServerCall, completed: Bool) {
    end.come()
    sending.stop()
  }
}
