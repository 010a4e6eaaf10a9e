import Bytes
import SessionServer
import Synchronization

/// Serves one `Write`: each step is answered when it is done, in order.
final class ContentWriteHandler: CallHandler {
  /// The flow-control window is withheld above this many bytes that wait to be written.
  private static let highWater = 2 * 1024 * 1024

  private let call: ServerCall
  private let report: SessionFailures
  private let writing: ContentWriting
  private var waiting: [ByteChain] = []
  private var waitingBytes = 0
  private var isWriting = false
  private var hasEnded = false
  private var isOver = false

  init(store: ContentFolder, call: ServerCall, report: SessionFailures) {
    self.call = call
    self.report = report
    writing = ContentWriting(store)
  }

  func received(_ message: ByteChain, on call: ServerCall) {
    guard !isOver else { return }
    waiting.append(message)
    waitingBytes += message.count
    if waitingBytes > Self.highWater { call.holdsWindow = true }
    writeOn()
  }

  func receivedEnd(on call: ServerCall) {
    hasEnded = true
    writeOn()
  }

  func closed(_ call: ServerCall, completed: Bool) { end() }

  private func end() {
    isOver = true
    waiting = []
  }

  private func writeOn() {
    guard !isOver, !isWriting else { return }
    guard !waiting.isEmpty else {
      if hasEnded { call.finish(.ok) }
      return
    }
    isWriting = true
    let (message, writing, confined) = (waiting.removeFirst(), writing, SessionConfined(self))
    FilePool.shared.async {
      let result = Result { () throws(ContentFailure) in try writing.step(message) }
      SessionThread.shared.async { confined.use { $0.didWrite(message.count, result) } }
    }
  }

  private func didWrite(_ count: Int, _ result: Result<WriteContentResponse, ContentFailure>) {
    isWriting = false
    waitingBytes -= count
    guard !isOver else { return }
    if waitingBytes < Self.highWater / 2, call.holdsWindow { call.holdsWindow = false }
    switch result {
    case .failure(let failure):
      if case .system(let error) = failure { report.add(error) }
      end()
      call.holdsWindow = false
      call.abort(failure.status)
    case .success(let response):
      call.send(response.encoded())
      if response.action == .commit {
        end()
        call.finish(.ok)
      } else {
        writeOn()
      }
    }
  }
}

/// The steps of one writing, which come one after the other from threads of the pool.
final class ContentWriting: Sendable {
  private struct State: ~Copyable {
    var ingest: ContentIngest?
    var total: Int64 = 0
    var expected: ContentDigest?
  }

  private let store: ContentFolder
  private let state = Mutex(State())

  init(_ store: ContentFolder) { self.store = store }

  /// Does what a message asks for. Blocks for the disk.
  func step(_ message: ByteChain) throws(ContentFailure) -> WriteContentResponse {
    guard let request = try? WriteContentRequest(decoding: message) else {
      throw .refused(.invalidArgument("malformed message"))
    }
    return try state.withLock { state throws(ContentFailure) in
      try step(request, &state)
    }
  }

  private func step(
    _ request: WriteContentRequest, _ state: inout State
  ) throws(ContentFailure) -> WriteContentResponse {
    if request.total > 0 { state.total = request.total }
    if !request.expected.isEmpty {
      let expected = try ContentFolder.digest(request.expected)
      state.expected = expected
      if store.contains(expected) {
        store.noteThere(expected)
        state.ingest?.discard()
        throw .refused(.alreadyExists("blob with expected digest \(expected) exists"))
      }
    }
    if state.ingest == nil { state.ingest = try ContentIngest(request.ref, in: store) }
    return try state.ingest.step(request, total: state.total, expected: state.expected)
  }
}

extension Optional where Wrapped == ContentIngest {
  fileprivate mutating func step(
    _ request: WriteContentRequest, total: Int64, expected: ContentDigest?
  ) throws(ContentFailure) -> WriteContentResponse {
    guard var ingest = consume self else {
      self = nil
      throw .refused(.internal("no writing"))
    }
    self = nil
    var digest: ContentDigest?
    if request.action != .stat { try ingest.write(request.data, at: request.offset) }
    if request.action == .commit { digest = try ingest.commit(total: total, expected: expected) }
    var status = ingest.status
    status.total = total
    self = consume ingest
    return WriteContentResponse(
      action: request.action, status: status, digest: digest.map { "\($0)" } ?? "")
  }
}
