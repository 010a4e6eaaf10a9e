package import Glibc

/// Sockets of this machine, by their paths.
package enum UnixSocket {
  /// The process that listens at a path; nil if nobody takes connections there. Does not wait.
  package static func listener(at path: String) -> pid_t? {
    guard let address = try? SocketAddress(path: path) else { return nil }
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let descriptor = socket(AF_UNIX, type, 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard address.connect(descriptor) == 0 else { return nil }
    // struct ucred of Linux: process, user, group.
    var peer: (process: pid_t, user: uid_t, group: gid_t) = (0, 0, 0)
    var length = socklen_t(MemoryLayout.size(ofValue: peer))
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 else { return nil }
    return peer.process
  }
}
