import Bytes
import SessionServer

/// Serves one `Read`: a blob, or a part of it, piece by piece; a daemon that doesn't read stops it.
final class ContentReadHandler: CallHandler {
  /// The length of a piece, in bytes.
  private static let pieceLength: Int64 = 256 * 1024

  private let store: ContentFolder
  private let call: ServerCall
  private let report: SessionFailures
  private var wasAsked = false
  private var isReading = false
  private var isOver = false
  private var reading: Reading?

  private struct Reading: Sendable {
    let blob: ContentBlob
    let start: Int64
    let end: Int64
    var position: Int64
  }

  init(store: ContentFolder, call: ServerCall, report: SessionFailures) {
    self.store = store
    self.call = call
    self.report = report
  }

  func received(_ message: ByteChain, on call: ServerCall) {
    guard !wasAsked else { return call.abort(.invalidArgument("one request was expected")) }
    wasAsked = true
    guard let request = try? ReadBlobRequest(decoding: message) else {
      return call.abort(.invalidArgument("malformed message"))
    }
    let store = store
    start { () throws(ContentFailure) in try Self.begin(request, in: store) }
  }

  func receivedEnd(on call: ServerCall) {
    if !wasAsked { call.abort(.invalidArgument("a request was expected")) }
  }

  func drained(_ call: ServerCall) { readOn() }

  func closed(_ call: ServerCall, completed: Bool) {
    isOver = true
    reading = nil
  }

  private static func begin(
    _ request: ReadBlobRequest, in store: ContentFolder
  ) throws(ContentFailure) -> (Reading, ByteChain) {
    let blob = try store.open(ContentFolder.digest(request.digest))
    let start = max(request.offset, 0)
    guard start <= blob.size else {
      throw .refused(.outOfRange("read past object length \(blob.size) bytes"))
    }
    let rest = blob.size - start
    let end = start + (request.size > 0 ? min(request.size, rest) : rest)
    return try next(Reading(blob: blob, start: start, end: end, position: start))
  }

  /// Reads a piece.
  private static func next(_ reading: Reading) throws(ContentFailure) -> (Reading, ByteChain) {
    var reading = reading
    let count = min(reading.end - reading.position, pieceLength)
    guard count > 0 else { return (reading, ByteChain()) }
    do throws(SystemFailure) {
      let piece = BlobPiece(
        offset: reading.position - reading.start,
        data: try reading.blob.read(Int(count), at: reading.position))
      reading.position += count
      return (reading, piece.encoded())
    } catch {
      throw .system(error)
    }
  }

  private func readOn() {
    guard !isOver, !isReading, let reading, call.queuedBytes < ServerCall.lowWater else { return }
    start { () throws(ContentFailure) in try Self.next(reading) }
  }

  private func start(
    _ step: @escaping @Sendable () throws(ContentFailure) -> (Reading, ByteChain)
  ) {
    isReading = true
    let confined = SessionConfined(self)
    FilePool.shared.async {
      let result = Result(catching: step)
      SessionThread.shared.async { confined.use { $0.didRead(result) } }
    }
  }

  private func didRead(_ result: Result<(Reading, ByteChain), ContentFailure>) {
    isReading = false
    guard !isOver else { return }
    switch result {
    case .failure(let failure):
      if case .system(let error) = failure { report.add(error, isPassing: true) }
      call.abort(failure.status)
    case .success(let (reading, message)):
      if !message.isEmpty { call.send(message) }
      if reading.position == reading.end {
        self.reading = nil
        call.finish(.ok)
      } else {
        self.reading = reading
        readOn()
      }
    }
  }
}
