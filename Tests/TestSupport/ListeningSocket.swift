import Glibc
import Threads

/// A socket that listens on this machine, and gives its connections to a thread of its own.
package final class ListeningSocket: Sendable {
  /// No socket, or none there.
  package struct Failure: Error {
    package let place: String
    package let errno: Int32
  }

  /// What becomes of the descriptor: once there is a thread that takes connections, that closes it.
  private enum State { case idle, serving, over }

  private final class Shared: Sendable {
    let state = Guarded(State.idle)
  }

  /// The port of 127.0.0.1; 0 for a socket with a path.
  package let port: Int
  private let descriptor: Int32
  private let shared = Shared()

  /// Listens at a free port of 127.0.0.1.
  package init() throws {
    let descriptor = try Self.socket(AF_INET)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    try Self.listen(descriptor, at: &address, "127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = getsockname(descriptor, $0, &length)
      }
    }
    self.descriptor = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  /// Listens at a path, where nothing may be yet.
  package init(path: String) throws {
    descriptor = try Self.socket(AF_UNIX)
    port = 0
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    try Self.listen(descriptor, at: &address, path)
  }

  deinit {
    shared.state.withLock { state in
      switch state {
      case .idle: close(descriptor)
      case .serving: shutdown(descriptor, Int32(SHUT_RDWR))
      case .over: break
      }
    }
  }

  /// Takes connections until ``stop()``, or until nobody holds this any more.
  ///
  /// - Parameters:
  ///   - atOnce: whether each has a thread of its own; else each waits for the one before it.
  ///   - serve: what is done with one; it is closed after that.
  package func serve(atOnce: Bool = false, _ serve: @escaping @Sendable (Int32) -> Void) throws {
    shared.state.withLock { $0 = .serving }
    try DetachedThread.start { [descriptor, shared] in
      while case let connection = accept(descriptor, nil, nil), connection >= 0 {
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        let body: @Sendable () -> Void = {
          serve(connection)
          close(connection)
        }
        if atOnce { try? DetachedThread.start(body) } else { body() }
      }
      shared.state.withLock {
        close(descriptor)
        $0 = .over
      }
    }
  }

  /// Takes no more connections, and waits for the thread that took them.
  package func stop() {
    shared.state.withLock { if $0 == .serving { shutdown(descriptor, Int32(SHUT_RDWR)) } }
    while shared.state.withLock({ $0 == .serving }) { usleep(1000) }
  }

  private static func socket(_ family: Int32) throws -> Int32 {
    let descriptor = Glibc.socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(place: "", errno: errno) }
    return descriptor
  }

  private static func listen<Address>(
    _ descriptor: Int32, at address: inout Address, _ place: String
  ) throws {
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
      }
    }
    guard result == 0, Glibc.listen(descriptor, 16) == 0 else {
      let failure = Failure(place: place, errno: errno)
      close(descriptor)
      throw failure
    }
  }
}

/// Sends all bytes.
///
/// - Returns: false if the other side is gone.
@discardableResult
package func sendAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes {
      send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    guard count > 0 else { return false }
    rest = rest.dropFirst(count)
  }
  return true
}
