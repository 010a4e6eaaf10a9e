import Bytes
import SessionServer
import Threads

/// Takes one export into a folder: a thread of its own writes it, and the daemon is stopped by flow
/// control while too much waits for that thread.
final class FolderReceiver: CallHandler {
  /// The flow-control window is withheld above this many bytes of memory that wait to be written.
  private static let highWater = 2 * 1024 * 1024
  /// What a message takes beside its bytes, about: most announce a small file, or hold all of one.
  private static let messageOverhead = 256

  private enum Work: Sendable { case packets([ByteChain]), end }

  private let call: ServerCall
  private let report: SessionFailures
  private let work = BlockingQueue<Work>()
  /// Packets that came together and go to the thread together.
  private var collected: [ByteChain] = []
  private var waiting = 0
  private var isOver = false

  /// - Parameter whole: called once the export is, before the daemon hears of it.
  init(
    output: FolderOutput, deletes: Bool, call: ServerCall, report: SessionFailures,
    whole: @escaping @Sendable () -> Void
  ) throws(ServerConnection.Refusal) {
    self.call = call
    self.report = report
    let work = work
    let confined = SessionConfined(self)
    output.beginWriting()
    do throws(DetachedThread.StartFailure) {
      try DetachedThread.start {
        Self.write(work, to: output, deletes: deletes, for: confined, whole)
        output.endWriting()
      }
    } catch {
      output.endWriting()
      report.add(SystemFailure(operation: "starting a thread", errno: error.errno))
      throw .init(.resourceExhausted("no thread for the export"))
    }
  }

  private static func write(
    _ work: BlockingQueue<Work>, to output: FolderOutput, deletes: Bool,
    for receiver: SessionConfined<FolderReceiver>, _ whole: () -> Void
  ) {
    var isTold = false
    do {
      let writer = try FolderWriter(root: output.descriptor, deletes: deletes)
      defer { writer.abandon() }
      while let next = work.take(), !output.isDiscarded {
        guard case .packets(let packets) = next else {
          guard writer.isFinished else {
            throw ExportError(.protocolViolation, "the export ended before its files were there")
          }
          break
        }
        for packet in packets { try writer.take(packet) }
        try writer.flush()
        if writer.isComplete, !isTold {
          // First: once it is known to be whole, the build may be over.
          if let note = writer.note { output.add(note: note) }
          whole()
          isTold = true
        }
        let weight = packets.reduce(0) { $0 + Self.weight(of: $1) }
        let (replies, isFinished) = (writer.takeReplies(), writer.isFinished)
        SessionThread.shared.async {
          receiver.use { $0.wrote(weight, replies: replies, isFinished: isFinished) }
        }
      }
    } catch {
      SessionThread.shared.async { receiver.use { $0.failed(error) } }
    }
  }

  func received(_ message: ByteChain, on call: ServerCall) {
    guard !isOver else { return }
    waiting += Self.weight(of: message)
    if waiting > Self.highWater { call.holdsWindow = true }
    collected.append(message)
    guard collected.count == 1 else { return }
    // Runs after all that has come in with this message.
    let confined = SessionConfined(self)
    SessionThread.shared.async { confined.use { $0.hand() } }
  }

  private func hand() {
    guard !collected.isEmpty else { return }
    work.push(.packets(collected))
    collected.removeAll(keepingCapacity: true)
  }

  func receivedEnd(on call: ServerCall) {
    hand()
    work.push(.end)
  }

  func closed(_ call: ServerCall, completed: Bool) { end() }

  private func end() {
    isOver = true
    collected = []
    work.close()
  }

  private static func weight(of message: ByteChain) -> Int { message.count + messageOverhead }

  private func wrote(_ weight: Int, replies: ByteChain, isFinished: Bool) {
    waiting -= weight
    if waiting < Self.highWater / 2, call.holdsWindow { call.holdsWindow = false }
    if !replies.isEmpty { call.sendFramed(replies) }
    if isFinished {
      call.finish(.ok)
      end()
    }
  }

  /// Our side can't go on: the daemon hears why, the caller of the build gets the error.
  private func failed(_ error: any Error) {
    guard !isOver else { return }
    end()
    report.add(error)
    call.holdsWindow = false
    var writer = PacketWriter(blockSize: 1024)
    writer.appendError("\(error)")
    call.sendFramed(writer.take())
    call.finish(.internal("\(error)"))
  }
}
