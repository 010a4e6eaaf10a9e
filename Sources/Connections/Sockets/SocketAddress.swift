import Glibc

/// An address that a socket can be connected to.
struct SocketAddress: Sendable {
  let family: Int32
  /// A `sockaddr` of the family.
  let bytes: [UInt8]

  /// A unix domain socket.
  ///
  /// - Throws: ``ConnectionError/invalidPath(_:)``.
  init(path: String) throws(ConnectionError) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let octets = Array(path.utf8)
    // The last byte is NUL.
    guard !octets.isEmpty, !octets.contains(0),
      octets.count < MemoryLayout.size(ofValue: address.sun_path)
    else { throw .invalidPath(path) }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: octets) }
    family = AF_UNIX
    bytes = withUnsafeBytes(of: &address) { Array($0) }
  }

  fileprivate init(family: Int32, bytes: [UInt8]) {
    self.family = family
    self.bytes = bytes
  }

  /// Connects a new socket, which does not block.
  ///
  /// - Throws: ``ConnectionError``; `CancellationError`.
  func connect(_ wait: SocketWait) throws -> Int32 {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let descriptor = socket(family, type, 0)
    guard descriptor >= 0 else { throw ConnectionError.unreachable(reason: systemWords(errno)) }
    do {
      try connect(descriptor, wait)
      return descriptor
    } catch {
      close(descriptor)
      throw error
    }
  }

  private func connect(_ descriptor: Int32, _ wait: SocketWait) throws {
    let result = bytes.withUnsafeBytes { bytes in
      bytes.assumingMemoryBound(to: sockaddr.self).baseAddress.map {
        Glibc.connect(descriptor, $0, socklen_t(bytes.count))
      }
    }
    if result == 0 { return setUp(descriptor) }
    guard errno == EINPROGRESS || errno == EINTR else {
      // A unix socket whose queue of those who wait is full says EAGAIN.
      throw ConnectionError.unreachable(reason: systemWords(errno))
    }
    try wait.until(descriptor, POLLOUT)
    var failure: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &length)
    guard failure == 0 else { throw ConnectionError.unreachable(reason: systemWords(failure)) }
    setUp(descriptor)
  }

  /// Small messages go at once.
  private func setUp(_ descriptor: Int32) {
    guard family != AF_UNIX else { return }
    var on: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }
}

extension SocketAddress {
  /// The addresses of a port of a host, the best first. Blocks as long as the system takes.
  ///
  /// - Throws: ``ConnectionError/unknownHost(_:reason:)``.
  static func lookUp(_ host: String, port: Int) throws(ConnectionError) -> [SocketAddress] {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let result = getaddrinfo(host, "\(port)", &hints, &list)
    guard result == 0 else {
      let words = gai_strerror(result).map { String(cString: $0) } ?? "error \(result)"
      throw .unknownHost(host, reason: words)
    }
    defer { freeaddrinfo(list) }
    var addresses: [SocketAddress] = []
    var next = list
    while let entry = next?.pointee {
      if let address = entry.ai_addr {
        let bytes = UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen))
        addresses.append(SocketAddress(family: entry.ai_family, bytes: Array(bytes)))
      }
      next = entry.ai_next
    }
    return addresses
  }
}
