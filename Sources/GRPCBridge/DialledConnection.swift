import Connections
import Glibc

/// One connection that a dialler made, with the channel of core's over it.
///
/// Core tells nobody when such a connection breaks. A second descriptor of the socket shows it: core shuts
/// a socket down before it lets go of it, whoever gave up first.
final class DialledConnection: Sendable {
  let core: CoreChannel
  private let witness: Int32
  private let keeper: (any ConnectionKeeper)?

  /// POLLRDHUP of <poll.h>, which glibc shows to those alone who ask for GNU's additions.
  private static let peerHasClosed: Int16 = 0x2000

  /// Takes over a connection in any case.
  ///
  /// - Throws: ``GRPCTargetError``.
  init(_ connection: Connection, signs: SignsOfLife?, authority: String?) throws(GRPCTargetError) {
    witness = fcntl(connection.descriptor, F_DUPFD_CLOEXEC, 0)
    keeper = connection.keeper
    do throws(GRPCTargetError) {
      core = try CoreChannel(
        adopting: connection.descriptor, signs: signs, authority: authority)
    } catch {
      close(witness)
      keeper?.end()
      throw error
    }
  }

  deinit {
    shutdown(witness, Int32(SHUT_RDWR))
    close(witness)
    keeper?.end()
  }

  /// Whether either side has closed it.
  var isBroken: Bool {
    var entry = pollfd(fd: witness, events: Self.peerHasClosed, revents: 0)
    return poll(&entry, 1, 0) != 0
  }

  /// Why it broke, if it did and what carries it knows.
  func failure() async -> ConnectionError? {
    guard isBroken else { return nil }
    return await keeper?.failure()
  }
}
