import Glibc

/// What a server of plain HTTP on this machine answers to one GET, header and all.
struct HTTPAnswer {
  let text: String

  /// - Parameter address: `127.0.0.1:PORT`.
  init(from address: String, path: String) throws {
    let parts = address.split(separator: ":")
    guard parts.count == 2, parts[0] == "127.0.0.1", let port = UInt16(parts[1]) else {
      throw Failure("expected 127.0.0.1:PORT, found \(address)")
    }
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var peer = sockaddr_in()
    peer.sin_family = sa_family_t(AF_INET)
    peer.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    peer.sin_port = port.bigEndian
    let result = withUnsafePointer(to: peer) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure("can't connect to \(address): error \(errno)") }
    let types = ["docker.distribution.manifest.v2", "oci.image.manifest.v1", "oci.image.index.v1"]
    let accept = types.map { "application/vnd.\($0)+json" }.joined(separator: ", ")
    let request = Array(
      ("GET \(path) HTTP/1.1\r\nHost: \(address)\r\nAccept: \(accept)\r\n"
        + "Connection: close\r\n\r\n").utf8)
    guard send(descriptor, request, request.count, 0) == request.count else {
      throw Failure("can't ask \(address)")
    }
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 {
      received += buffer.prefix(count)
    }
    text = String(decoding: received, as: UTF8.self)
  }
}
