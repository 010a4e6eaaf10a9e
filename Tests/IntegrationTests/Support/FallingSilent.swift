import Glibc
import Synchronization
import Threads

/// A TCP port that leads to another socket, until it falls silent: then connections stay, and nothing more
/// goes either way.
final class FallingSilent: Sendable {
  let port: Int
  private let listener: Int32
  private let state = Silence()

  private final class Silence: Sendable {
    let isSilent = Mutex(false)
  }

  /// Both ends of what is joined, closed when neither direction uses them any more.
  private final class Ends: Sendable {
    let near: Int32
    let far: Int32

    init(near: Int32, far: Int32) { (self.near, self.far) = (near, far) }

    deinit {
      close(near)
      close(far)
    }
  }

  /// - Parameter connect: gives a connected descriptor; negative if it can't.
  init(_ connect: @escaping @Sendable () -> Int32) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 16) == 0
          ? getsockname(listener, $0, &length) : -1
      }
    }
    guard result == 0 else { throw Failure("can't listen: error \(errno)") }
    self.listener = listener
    port = Int(UInt16(bigEndian: address.sin_port))
    let state = state
    try DetachedThread.start {
      while case let near = accept(listener, nil, nil), near >= 0 {
        let ends = Ends(near: near, far: connect())
        for (from, to) in [(ends.near, ends.far), (ends.far, ends.near)] {
          try? DetachedThread.start {
            Self.copy(from, to, state)
            withExtendedLifetime(ends) {}
          }
        }
      }
      close(listener)
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  /// From now on nothing goes through.
  func fallSilent() { state.isSilent.withLock { $0 = true } }

  private static func copy(_ from: Int32, _ to: Int32, _ state: Silence) {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = recv(from, &buffer, buffer.count, 0), count > 0 {
      guard !state.isSilent.withLock({ $0 }) else { continue }
      var sent = 0
      while sent < count {
        let more = buffer.withUnsafeBytes {
          send(to, $0.baseAddress?.advanced(by: sent), count - sent, Int32(MSG_NOSIGNAL))
        }
        guard more > 0 else { break }
        sent += more
      }
    }
    shutdown(to, Int32(SHUT_RDWR))
  }
}
