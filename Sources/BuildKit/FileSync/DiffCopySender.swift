import Bytes
import FileTree
import SessionServer
import Threads

/// Serves one `DiffCopy`: sends what the tree holds, then the files that the daemon asks for.
///
/// The walk has a thread of its own, files are read by the pool; both hand finished packets to the
/// session thread, and neither goes on while much is queued: a daemon that doesn't read stops them.
final class DiffCopySender: CallHandler {
  /// Readings at work at once for this call.
  private static let concurrentReadings = 2
  /// Nothing more is read while this much is queued or being read, in bytes.
  private static let highWater = 2 * ServerCall.lowWater
  /// How many batches the walk may be ahead.
  private static let batchesAhead = 4

  private let call: ServerCall
  private let report: SessionFailures
  private let gate = BlockingQueue<Void>()
  private var files: RequestedFiles
  private var paused: [FileReading] = []
  private var readingsUnderWay = 0
  private var owedPermits = 0
  private var isOver = false

  init(
    tree: FileTree, filter: WalkFilter, call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) {
    self.call = call
    self.report = report
    self.files = RequestedFiles(tree: tree)
    for _ in 0..<Self.batchesAhead { gate.push(()) }
    let gate = gate
    let confined = SessionConfined(self)
    do throws(DetachedThread.StartFailure) {
      try DetachedThread.start {
        do {
          try StatWalk.run(tree, filter, gate: gate) { batch in
            SessionThread.shared.async { confined.use { $0.walked(batch) } }
          }
        } catch {
          SessionThread.shared.async { confined.use { $0.failed(error) } }
        }
      }
    } catch {
      report.add(SystemFailure(operation: "starting a thread", errno: error.errno))
      throw .init(.resourceExhausted("no thread for the walk"))
    }
  }

  private func walked(_ batch: StatBatch) {
    guard !isOver else { return }
    files.add(batch)
    call.sendFramed(batch.packets)
    if call.queuedBytes < ServerCall.lowWater { gate.push(()) } else { owedPermits += 1 }
  }

  // MARK: The daemon's packets

  func received(_ message: ByteChain, on call: ServerCall) {
    guard !isOver else { return }
    guard let packet = try? Packet(decoding: message) else { return refuse("malformed packet") }
    switch packet.kind {
    case .request:
      guard files.request(packet.id) else { return refuse("invalid file id \(packet.id)") }
      startReadings()
    case .finish:
      end()
      var writer = PacketWriter(blockSize: 16)
      writer.appendFinish()
      call.sendFramed(writer.take())
      call.finish(.ok)
    case .error:
      end()
      call.abort(
        .internal("error from receiver: \(String(decoding: packet.data.array, as: UTF8.self))"))
    case .stat, .data: refuse("a receiver sends no \(packet.kind) packets")
    }
  }

  private func refuse(_ reason: String) {
    end()
    call.abort(.invalidArgument(reason))
  }

  func drained(_ call: ServerCall) {
    for _ in 0..<owedPermits { gate.push(()) }
    owedPermits = 0
    startReadings()
  }

  func closed(_ call: ServerCall, completed: Bool) { end() }

  private func end() {
    isOver = true
    gate.close()
    paused = []
  }

  // MARK: Reading

  private func startReadings() {
    while !isOver, readingsUnderWay < Self.concurrentReadings,
      call.queuedBytes + readingsUnderWay * FileReading.budget < Self.highWater,
      let reading = paused.isEmpty ? files.nextReading() : paused.removeFirst()
    {
      readingsUnderWay += 1
      let confined = SessionConfined(self)
      FilePool.shared.async {
        let result = Result { try reading.advanced() }
        SessionThread.shared.async { confined.use { $0.didRead(result) } }
      }
    }
  }

  private func didRead(_ result: Result<FileReading.Progress, any Error>) {
    readingsUnderWay -= 1
    guard !isOver else { return }
    switch result {
    case .failure(let error): failed(error)
    case .success(let progress):
      if let rest = progress.rest { paused.append(rest) }
      call.sendFramed(progress.packets)
      startReadings()
    }
  }

  /// Our side can't go on: the daemon hears why, the caller of the build gets the error.
  private func failed(_ error: any Error) {
    guard !isOver else { return }
    end()
    report.add(error)
    var writer = PacketWriter(blockSize: 1024)
    writer.appendError("\(error)")
    call.sendFramed(writer.take())
    call.finish(.internal("\(error)"))
  }
}
