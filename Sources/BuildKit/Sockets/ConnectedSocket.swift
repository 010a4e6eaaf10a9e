import Glibc

/// A connected Unix socket; closed when nobody holds it any more.
final class ConnectedSocket: Sendable {
  let descriptor: Int32

  private init(adopting descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Two sockets that are connected to each other.
  ///
  /// - Throws: ``SystemFailure``.
  static func pair() throws(SystemFailure) -> (ConnectedSocket, ConnectedSocket) {
    var ends: [Int32] = [0, 0]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
      throw SystemFailure(operation: "making a pair of sockets", errno: errno)
    }
    return (ConnectedSocket(adopting: ends[0]), ConnectedSocket(adopting: ends[1]))
  }

  /// Connects to a socket by the path of its file. Blocks, for two seconds at most.
  ///
  /// - Throws: ``SystemFailure``.
  init(to path: String) throws(SystemFailure) {
    let operation = "connecting to \(path)"
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      throw SystemFailure(operation: operation, errno: ENAMETOOLONG)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SystemFailure(operation: operation, errno: errno) }
    // A peer that accepts nobody makes a Unix socket wait here, and only here.
    var patience = timeval(tv_sec: 2, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    let result = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    let code = errno
    patience = timeval(tv_sec: 0, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    guard result == 0 else {
      throw SystemFailure(operation: operation, errno: code == EAGAIN ? ETIMEDOUT : code)
    }
  }

  /// Ends both directions: whoever waits for the socket goes on.
  func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Says that no more is sent.
  func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Waits for bytes; 0 at the end, and when the peer has broken off.
  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      return max(count, 0)
    }
  }

  /// Waits for exactly so many bytes; nil if the peer ends before.
  func receive(exactly count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { receive(into: .init(rebasing: $0[filled...])) }
      guard got > 0 else { return nil }
      filled += got
    }
    return bytes
  }

  /// Sends all bytes, and waits for the peer to take them; false if it has broken off.
  func send(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return true
  }
}
