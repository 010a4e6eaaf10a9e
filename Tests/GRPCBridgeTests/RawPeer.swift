import GRPCBridge
import Glibc

/// A TCP listener that does to every connection what it is told, and then closes it.
final class RawPeer: Sendable {
  let target: GRPCTarget
  private let listener: Int32
  private let ended = ThreadEnd()

  init(_ serve: @escaping @Sendable (Int32) -> Void) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
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
    target = .tcp(host: "127.0.0.1", port: Int(UInt16(bigEndian: address.sin_port)))
    startThread { [ended] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { break }
        serve(connection)
        shutdown(connection, Int32(SHUT_WR))
        var rest = [UInt8](repeating: 0, count: 4096)
        while recv(connection, &rest, rest.count, 0) > 0 {}
        close(connection)
      }
      ended.signal()
    }
  }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    ended.wait()
    close(listener)
  }
}
