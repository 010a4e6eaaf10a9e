import Bytes
import SessionServer
import Threads

/// Takes one exported tar: a thread of its own writes it, and the daemon is stopped by flow control
/// while too much waits for that thread.
final class ExportReceiver: CallHandler {
  /// The flow-control window is withheld above this many bytes that wait to be written.
  private static let highWater = 2 * 1024 * 1024

  private enum Work: Sendable { case write(ByteChain), end }

  private let call: ServerCall
  private let report: SessionFailures
  private let whole: @Sendable () -> Void
  private let work = BlockingQueue<Work>()
  private var waiting = 0
  private var isEmpty = true

  /// - Parameter whole: called once the archive is.
  init(
    output: ArchiveOutput, call: ServerCall, report: SessionFailures,
    whole: @escaping @Sendable () -> Void
  ) throws(ServerConnection.Refusal) {
    self.call = call
    self.report = report
    self.whole = whole
    let work = work
    let confined = SessionConfined(self)
    do throws(DetachedThread.StartFailure) {
      try DetachedThread.start { Self.write(work, to: output, for: confined) }
    } catch {
      report.add(SystemFailure(operation: "starting a thread", errno: error.errno))
      throw .init(.resourceExhausted("no thread for the export"))
    }
  }

  private static func write(
    _ work: BlockingQueue<Work>, to output: ArchiveOutput,
    for receiver: SessionConfined<ExportReceiver>
  ) {
    var batch: [Work] = []
    while work.takeAll(into: &batch) {
      var isEnd = false
      let chains = batch.compactMap { work -> ByteChain? in
        guard case .write(let chain) = work else {
          isEnd = true
          return nil
        }
        return chain
      }
      do throws(SystemFailure) {
        try output.write(chains)
        let count = chains.reduce(0) { $0 + $1.count }
        SessionThread.shared.async { [isEnd] in receiver.use { $0.wrote(count, isEnd: isEnd) } }
      } catch {
        SessionThread.shared.async { receiver.use { $0.failed(error) } }
        return
      }
      if isEnd { return }
    }
  }

  func received(_ message: ByteChain, on call: ServerCall) {
    guard let bytes = try? BytesMessage(decoding: message).data else {
      return call.abort(.invalidArgument("malformed message"))
    }
    waiting += bytes.count
    if !bytes.isEmpty { isEmpty = false }
    work.push(.write(bytes))
    if waiting > Self.highWater { call.holdsWindow = true }
  }

  func receivedEnd(on call: ServerCall) {
    // Even an archive of nothing has bytes.
    if isEmpty {
      return failed(ExportError(.protocolViolation, "the daemon sent an empty archive"))
    }
    work.push(.end)
  }

  func closed(_ call: ServerCall, completed: Bool) { work.close() }

  private func wrote(_ count: Int, isEnd: Bool) {
    waiting -= count
    if waiting < Self.highWater / 2, call.holdsWindow { call.holdsWindow = false }
    guard isEnd else { return }
    whole()
    call.finish(.ok)
  }

  private func failed(_ failure: any Error) {
    report.add(failure)
    work.close()
    call.holdsWindow = false
    call.abort(.internal("\(failure)"))
  }
}
