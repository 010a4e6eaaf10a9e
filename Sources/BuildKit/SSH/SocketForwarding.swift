import Bytes
import SessionServer
import Synchronization
import Threads

/// Serves one `ForwardAgent`: bytes between the daemon and a socket, both ways.
final class SocketForwarding: CallHandler {
  /// The flow-control window is withheld above this many bytes that the socket hasn't taken yet.
  private static let highWater = 1 << 20

  private enum Work: Sendable { case write(ByteChain), end }

  private let call: ServerCall
  private let sending: ByteSending
  private let sockets = Sockets()
  private let work = BlockingQueue<Work>()
  private var waiting = 0

  /// - Parameter connect: makes the connection; blocks. It gives every socket that something may wait
  ///   for to the one it is called with, and returns the one whose bytes are forwarded.
  init(
    call: ServerCall, report: SessionFailures,
    connect: @escaping @Sendable (Sockets) throws -> ConnectedSocket
  ) throws(ServerConnection.Refusal) {
    self.call = call
    sending = ByteSending(to: call)
    let (sockets, work) = (sockets, work)
    let confined = SessionConfined(self)
    do throws(DetachedThread.StartFailure) {
      try sending.start {
        let socket = try connect(sockets)
        sockets.add(socket)
        try DetachedThread.start { Self.write(work, to: socket, for: confined) }
        return { socket.receive(into: $0) }
      } ended: { error in
        if let error { report.add(error) }
        confined.use { $0.ended(error) }
      }
    } catch {
      report.add(SystemFailure(operation: "starting a thread", errno: error.errno))
      throw .init(.resourceExhausted("no thread for the socket"))
    }
  }

  private static func write(
    _ work: BlockingQueue<Work>, to socket: ConnectedSocket,
    for forwarding: SessionConfined<SocketForwarding>
  ) {
    while let next = work.take() {
      guard case .write(let chain) = next else { return socket.endSending() }
      let isSent = chain.slices.allSatisfy { $0.withUnsafeBytes { socket.send($0) } }
      // What the peer still has to say is read before the call ends.
      guard isSent else { return }
      SessionThread.shared.async { forwarding.use { $0.wrote(chain.count) } }
    }
  }

  private func wrote(_ count: Int) {
    waiting -= count
    if waiting <= Self.highWater, call.holdsWindow { call.holdsWindow = false }
  }

  private func ended(_ error: (any Error)?) {
    call.finish(error.map { .internal("\($0)") } ?? .ok)
  }

  func received(_ message: ByteChain, on call: ServerCall) {
    guard let bytes = try? BytesMessage(decoding: message).data else {
      return call.abort(.invalidArgument("malformed message"))
    }
    waiting += bytes.count
    work.push(.write(bytes))
    if waiting > Self.highWater { call.holdsWindow = true }
  }

  func receivedEnd(on call: ServerCall) { work.push(.end) }

  func drained(_ call: ServerCall) { sending.drained() }

  func closed(_ call: ServerCall, completed: Bool) {
    work.close()
    sending.stop()
    sockets.shutDown()
  }

  /// The sockets of a forwarding, so that none is waited for once it is over.
  final class Sockets: Sendable {
    private struct State {
      var sockets: [ConnectedSocket] = []
      var isOver = false
    }

    private let state = Mutex(State())

    func add(_ socket: ConnectedSocket) {
      state.withLock { state in
        if state.isOver { socket.shutDown() } else { state.sockets.append(socket) }
      }
    }

    func shutDown() {
      state.withLock { state in
        state.isOver = true
        for socket in state.sockets { socket.shutDown() }
        state.sockets = []
      }
    }
  }
}
