import GRPCBridge
import Glibc
import TestSupport

/// Listens on a port, does to every connection what it is told, and then closes it.
final class RawPeer: Sendable {
  let target: GRPCTarget
  private let listener: ListeningSocket

  init(_ serve: @escaping @Sendable (Int32) -> Void) throws {
    listener = try ListeningSocket()
    target = .tcp(host: "127.0.0.1", port: listener.port)
    try listener.serve { connection in
      serve(connection)
      shutdown(connection, Int32(SHUT_WR))
      var rest = [UInt8](repeating: 0, count: 4096)
      while recv(connection, &rest, rest.count, 0) > 0 {}
    }
  }

  func stop() { listener.stop() }
}
