import Glibc
import Threads

/// Connects to a socket: plainly, without anything of our own in between.
package struct SocketDialler: Dialler {
  /// Where sockets are.
  package enum Place: Hashable, Sendable {
    /// A unix domain socket by its path.
    case unix(path: String)
    /// A TCP port; `host` is a name or an address, an IPv6 address without brackets.
    case tcp(host: String, port: Int)
  }

  package let place: Place

  package init(_ place: Place) { self.place = place }

  package var address: String {
    switch place {
    case .unix(let path): "unix://\(path)"
    case .tcp(let host, let port): "tcp://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
  }

  package var isRemote: Bool {
    if case .tcp = place { true } else { false }
  }

  package func dial(until deadline: ContinuousClock.Instant) async throws -> Connection {
    let addresses =
      switch place {
      case .unix(let path): [try SocketAddress(path: path)]
      case .tcp(let host, let port):
        try await NameLookup.addresses(of: host, port: port, until: deadline)
      }
    return try await Blocking.run(until: deadline) { wait in
      Connection(descriptor: try Self.connect(to: addresses, wait))
    }
  }

  /// Tries one address after the other; one that does not answer leaves some time to the others.
  private static func connect(to addresses: [SocketAddress], _ wait: SocketWait) throws -> Int32 {
    var last: any Error = ConnectionError.unreachable(reason: "the host has no address")
    for (number, address) in addresses.enumerated() {
      let share = (wait.deadline - .now) / (addresses.count - number)
      do {
        return try address.connect(
          SocketWait(deadline: .now + share, cancellation: wait.cancellation))
      } catch let error as ConnectionError {
        last = error
      }
    }
    throw last
  }
}

/// Work on sockets, which blocks a thread of its own.
enum Blocking {
  /// - Throws: what `body` throws; `CancellationError`.
  static func run<R: Sendable>(
    until deadline: ContinuousClock.Instant, _ body: @escaping @Sendable (SocketWait) throws -> R
  ) async throws -> R {
    do {
      return try await BlockingWork.run { cancellation in
        try body(SocketWait(deadline: deadline, cancellation: cancellation))
      }
    } catch let error as DetachedThread.StartFailure {
      throw ConnectionError.unreachable(reason: systemWords(error.errno))
    }
  }
}
