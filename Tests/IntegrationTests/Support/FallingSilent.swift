import Glibc
import TestSupport
import Threads

/// A TCP port that leads to another socket, until it falls silent: then connections stay, and nothing more
/// goes either way.
final class FallingSilent: Sendable {
  private let socket: ListeningSocket
  private let silence = Silence()

  var port: Int { socket.port }

  private final class Silence: Sendable {
    let isThere = Guarded(false)
  }

  /// - Parameter connect: gives a connected descriptor; negative if it can't.
  init(_ connect: @escaping @Sendable () -> Int32) throws {
    socket = try ListeningSocket()
    try socket.serve(atOnce: true) { [silence] near in
      let far = connect()
      let back = OneWay(from: far, to: near)
      back.start { !silence.isThere.withLock(\.self) }
      OneWay(from: near, to: far).run { !silence.isThere.withLock(\.self) }
      back.wait()
      close(far)
    }
  }

  /// From now on nothing goes through.
  func fallSilent() { silence.isThere.withLock { $0 = true } }
}

/// What comes from one descriptor goes to another, to the end of the first.
private final class OneWay: Sendable {
  private let from: Int32
  private let to: Int32
  private let hasEnded = Guarded(false)

  init(from: Int32, to: Int32) { (self.from, self.to) = (from, to) }

  func start(_ goesOn: @escaping @Sendable () -> Bool) {
    do {
      try DetachedThread.start { self.run(goesOn) }
    } catch {
      hasEnded.withLock { $0 = true }
    }
  }

  func run(_ goesOn: () -> Bool) {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = recv(from, &buffer, buffer.count, 0), count > 0 {
      if goesOn() { sendAll(Array(buffer.prefix(count)), to: to) }
    }
    shutdown(to, Int32(SHUT_RDWR))
    shutdown(from, Int32(SHUT_RDWR))
    hasEnded.withLock { $0 = true }
  }

  func wait() { while !hasEnded.withLock(\.self) { usleep(1000) } }
}
