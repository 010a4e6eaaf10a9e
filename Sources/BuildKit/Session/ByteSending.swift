import Bytes
import SessionServer
import Threads

/// Sends what a thread of its own reads somewhere to the daemon, in `BytesMessage`s. The thread stops
/// while much is queued, so that a daemon that doesn't read stops the reading.
///
/// Confined to the session thread.
final class ByteSending {
  /// Reads the next bytes; 0 at the end. Blocks.
  typealias Reader = @Sendable (UnsafeMutableRawBufferPointer) throws -> Int

  /// What is read at once, in bytes.
  private static let chunk = 128 << 10
  /// How many chunks may be on their way.
  private static let chunksAhead = 4

  private let call: ServerCall
  private let gate = BlockingQueue<Void>()
  private var owedPermits = 0

  init(to call: ServerCall) {
    self.call = call
    for _ in 0..<Self.chunksAhead { gate.push(()) }
  }

  /// Starts to read and send.
  ///
  /// - Parameters:
  ///   - open: makes the reader, on the thread.
  ///   - ended: called on the session thread with the error that has ended the reading, if one has.
  /// - Throws: ``DetachedThread/StartFailure``.
  func start(
    _ open: @escaping @Sendable () throws -> Reader,
    ended: @escaping @Sendable ((any Error)?) -> Void
  ) throws(DetachedThread.StartFailure) {
    let gate = gate
    let confined = SessionConfined(self)
    try DetachedThread.start {
      do {
        let read = try open()
        while gate.take() != nil {
          let block = ByteBlock(capacity: Self.chunk)
          let count = try read(.init(start: block.base, count: Self.chunk))
          guard count > 0 else { break }
          let message = BytesMessage(data: ByteChain(ByteSlice(block, count: count))).encoded()
          SessionThread.shared.async { confined.use { $0.send(message) } }
        }
        SessionThread.shared.async { ended(nil) }
      } catch {
        SessionThread.shared.async { ended(error) }
      }
    }
  }

  private func send(_ message: ByteChain) {
    call.send(message)
    if call.queuedBytes < ServerCall.lowWater { gate.push(()) } else { owedPermits += 1 }
  }

  /// To be called when the call is drained.
  func drained() {
    for _ in 0..<owedPermits { gate.push(()) }
    owedPermits = 0
  }

  /// Ends the reading after the read that is under way.
  func stop() { gate.close() }
}
