import Glibc
import Threads

/// Carries bytes between a TLS session and one end of a socket pair, whose other end has them in the
/// clear: a thread of its own for each connection, 128 KiB of buffers, and as much held back as the slower
/// side asks for.
///
/// The session's part, and with it `clear`, belongs to the thread.
final class TLSPump: ConnectionKeeper {
  private let session: TLSSession
  private let clear: Int32
  private let reason = Guarded<TLSFailure?>(nil)

  private static let capacity = 64 << 10

  /// Begins to carry.
  ///
  /// - Parameters:
  ///   - session: one whose handshake is done. Its descriptor is closed at the end.
  ///   - clear: the pump's end of the pair, closed at the end too.
  private init(_ session: TLSSession, _ clear: Int32) {
    self.session = session
    self.clear = clear
  }

  /// A connection in the clear.
  ///
  /// - Throws: ``ConnectionError``; the session's descriptor is closed then.
  static func start(_ session: TLSSession) throws(ConnectionError) -> Connection {
    let (ours, theirs): (Int32, Int32)
    do throws(ConnectionError) {
      (ours, theirs) = try SocketPair.make()
    } catch {
      close(session.descriptor)
      throw error
    }
    _ = fcntl(theirs, F_SETFL, O_NONBLOCK)
    let pump = TLSPump(session, theirs)
    do throws(DetachedThread.StartFailure) {
      try DetachedThread.start { pump.run() }
    } catch {
      close(session.descriptor)
      close(ours)
      close(theirs)
      throw .unreachable(reason: systemWords(error.errno))
    }
    return Connection(descriptor: ours, keeper: pump)
  }

  /// The end of the pair in the clear ends the thread.
  func end() {}

  func failure() async -> ConnectionError? { reason.withLock(\.self).map(ConnectionError.tls) }

  private func run() {
    var flow = TLSFlow(session, clear, capacity: Self.capacity)
    let failure = flow.run()
    // The reason is there before the end can be seen.
    reason.withLock { $0 = failure }
    shutdown(clear, Int32(SHUT_RDWR))
    close(clear)
    close(session.descriptor)
  }
}

/// A pair of connected sockets.
enum SocketPair {
  /// - Throws: ``ConnectionError/unreachable(reason:)``.
  static func make() throws(ConnectionError) -> (Int32, Int32) {
    var ends: [Int32] = [0, 0]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
      throw .unreachable(reason: systemWords(errno))
    }
    return (ends[0], ends[1])
  }
}
