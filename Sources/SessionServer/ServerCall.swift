package import Bytes

/// One call of the peer, from its headers to its end. Confined to the thread that drives its
/// ``ServerConnection``.
package final class ServerCall {
  /// The method called, as `/package.Service/Method`.
  package let method: String
  /// The call's metadata; pseudo-headers are left out.
  package let metadata: CallMetadata
  /// How many queued bytes a call should not go below while it has more to send.
  package static let lowWater = 512 * 1024

  let stream: Int32
  private weak var connection: ServerConnection?
  private(set) var handler: (any CallHandler)?
  private var assembler: MessageAssembler
  private var queue = SendQueue()
  private var held = 0
  private var isHolding = false
  private(set) var status: CallStatus?
  /// Whether HTTP/2 asks for nothing more until it is resumed.
  var isDeferred = false

  init(
    stream: Int32, method: String, metadata: CallMetadata, connection: ServerConnection,
    messageLimit: Int
  ) {
    self.stream = stream
    self.method = method
    self.metadata = metadata
    self.connection = connection
    self.assembler = MessageAssembler(limit: messageLimit)
  }

  // MARK: Sending

  /// The bytes queued and not yet in an output.
  package var queuedBytes: Int { queue.count }

  /// Queues one message; the five bytes of gRPC's prefix are put before it.
  package func send(_ message: ByteChain) {
    var framed = ByteChain([
      0, UInt8(truncatingIfNeeded: message.count >> 24),
      UInt8(truncatingIfNeeded: message.count >> 16), UInt8(truncatingIfNeeded: message.count >> 8),
      UInt8(truncatingIfNeeded: message.count),
    ])
    framed.append(contentsOf: message)
    sendFramed(framed)
  }

  /// Queues bytes that are gRPC messages with their prefixes already.
  package func sendFramed(_ bytes: ByteChain) {
    guard status == nil else { return }
    queue.append(bytes)
    connection?.resume(self)
  }

  /// Ends the call after what is queued. Later sends and statuses are ignored.
  package func finish(_ status: CallStatus) {
    guard self.status == nil else { return }
    self.status = status
    connection?.resume(self)
  }

  /// Ends the call at once; what is queued is dropped.
  package func abort(_ status: CallStatus) {
    guard self.status == nil else { return }
    queue.removeAll()
    finish(status)
  }

  // MARK: Receiving

  /// Whether the stream's flow-control window is withheld, so that the peer stops sending once it
  /// is used up. Setting it to false returns what was withheld.
  package var holdsWindow: Bool {
    get { isHolding }
    set {
      isHolding = newValue
      if !newValue, held > 0 {
        connection?.consume(held, of: self)
        held = 0
      }
    }
  }

  func serve(by handler: any CallHandler) { self.handler = handler }

  func received(_ piece: ByteSlice) {
    if isHolding { held += piece.count } else { connection?.consume(piece.count, of: self) }
    guard status == nil, let handler else { return }
    do throws(MessageAssembler.Fault) {
      try assembler.take(piece) { message in
        if status == nil { handler.received(message, on: self) }
      }
    } catch {
      switch error {
      case .compressed: abort(.unimplemented("compressed messages are not supported"))
      case .tooLong(let length):
        abort(.resourceExhausted("a message of \(length) bytes is over the limit"))
      }
    }
  }

  func receivedEnd() {
    guard status == nil else { return }
    guard assembler.isAtBoundary else {
      return abort(.internal("the call ended in the middle of a message"))
    }
    handler?.receivedEnd(on: self)
  }

  func close(completed: Bool) {
    let handler = handler
    self.handler = nil
    queue.removeAll()
    held = 0
    if status == nil { status = CallStatus(code: 1, message: "the call was cancelled") }
    handler?.closed(self, completed: completed)
  }

  // MARK: Output, asked for by HTTP/2

  func moveQueued(_ length: Int, to output: inout OutputBuilder) {
    let wasHigh = queue.count >= Self.lowWater
    queue.move(length, to: &output)
    if wasHigh, queue.count < Self.lowWater { handler?.drained(self) }
  }
}
