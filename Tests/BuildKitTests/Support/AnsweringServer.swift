import Glibc
import Synchronization
import Threads

/// Listens on a port of this machine, and answers each connection with the same bytes, whatever it says.
final class AnsweringServer: Sendable {
  let port: Int
  private let listener: Int32
  private let heard = Heard()

  /// What the connections said so far, up to the end of what came at once.
  var questions: [String] { heard.texts.withLock { $0 } }

  /// - Parameters:
  ///   - answer: of text.
  ///   - times: how often it is sent over.
  ///   - stays: whether connections are left open behind it.
  init(_ answer: String, times: Int = 1, stays: Bool = false) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(listener, $0, length)
        _ = getsockname(listener, $0, &length)
      }
    }
    listen(listener, 16)
    self.listener = listener
    port = Int(UInt16(bigEndian: address.sin_port))
    let heard = heard
    try? DetachedThread.start {
      while case let connection = accept(listener, nil, nil), connection >= 0 {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = max(recv(connection, &buffer, buffer.count, 0), 0)
        heard.texts.withLock { $0.append(String(decoding: buffer[..<count], as: UTF8.self)) }
        for _ in 0..<times {
          guard send(connection, answer, answer.utf8.count, Int32(MSG_NOSIGNAL)) > 0 else { break }
        }
        // Until the other side has had enough.
        while stays, recv(connection, &buffer, buffer.count, 0) > 0 {}
        close(connection)
      }
      close(listener)
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  private final class Heard: Sendable {
    let texts = Mutex<[String]>([])
  }
}
