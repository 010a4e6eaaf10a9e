import Glibc
import Synchronization
import Threads

/// Listens on a Unix socket, and sends each connection what it says, all bits reversed.
final class ReversingServer: Sendable {
  let path: String
  private let listener: Int32
  private let staysOnDisk: Bool
  private let count = Count()

  /// The bytes that came in so far, over all connections.
  var received: Int { count.bytes.withLock { $0 } }

  /// - Parameter staysOnDisk: whether the file of the socket is left when it ends.
  init(path: String, staysOnDisk: Bool = false) throws {
    self.path = path
    self.staysOnDisk = staysOnDisk
    listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let result = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0, listen(listener, 16) == 0 else {
      throw Failure("can't listen at \(path): error \(errno)")
    }
    let (descriptor, count) = (listener, count)
    try DetachedThread.start {
      while case let connection = accept(descriptor, nil, nil), connection >= 0 {
        try? DetachedThread.start { Self.serve(connection, count) }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    if !staysOnDisk { unlink(path) }
  }

  private final class Count: Sendable {
    let bytes = Mutex(0)
  }

  private static func serve(_ connection: Int32, _ count: Count) {
    defer { close(connection) }
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let got = recv(connection, &buffer, buffer.count, 0), got > 0 {
      count.bytes.withLock { $0 += got }
      let reply = buffer[..<got].map { ~$0 }
      var sent = 0
      while sent < got {
        let more = reply[sent...].withUnsafeBytes {
          send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard more > 0 else { return }
        sent += more
      }
    }
  }
}
