import Glibc
import Synchronization
import TestSupport

/// Listens on a Unix socket, and sends each connection what it says, all bits reversed.
final class ReversingServer: Sendable {
  let path: String
  private let listener: ListeningSocket
  private let staysOnDisk: Bool
  private let count = Count()

  /// The bytes that came in so far, over all connections.
  var received: Int { count.bytes.withLock { $0 } }

  /// - Parameter staysOnDisk: whether the file of the socket is left when it ends.
  init(path: String, staysOnDisk: Bool = false) throws {
    self.path = path
    self.staysOnDisk = staysOnDisk
    listener = try ListeningSocket(path: path)
    try listener.serve(atOnce: true) { [count] in Self.serve($0, count) }
  }

  deinit { if !staysOnDisk { unlink(path) } }

  private final class Count: Sendable {
    let bytes = Mutex(0)
  }

  private static func serve(_ connection: Int32, _ count: Count) {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let got = recv(connection, &buffer, buffer.count, 0), got > 0 {
      count.bytes.withLock { $0 += got }
      guard sendAll(buffer[..<got].map { ~$0 }, to: connection) else { return }
    }
  }
}
