import Connections
import Threads

/// Makes the connection of a channel when a call needs it, one for all calls, and a new one when it has
/// broken.
final class DialledLink: Sendable {
  private let dialler: any Dialler
  private let authority: String?
  private let connectTimeout: Duration
  private let signs: SignsOfLife
  private let state = Guarded(State())

  private typealias Waiter = CheckedContinuation<DialledConnection, any Error>

  private struct State {
    var connection: DialledConnection?
    var dialling: Task<Void, Never>?
    var waiters: [Int: Waiter] = [:]
    var nextWaiter = 0
    var isClosed = false
  }

  /// The channel was shut down.
  struct Closed: Error {}

  init(_ dialler: any Dialler, authority: String?, connectTimeout: Duration, signs: SignsOfLife) {
    self.dialler = dialler
    self.authority = authority
    self.connectTimeout = connectTimeout
    self.signs = signs
  }

  /// The connection, made first unless it is there. Who is cancelled meanwhile waits no longer; when
  /// nobody waits, no connection is made.
  ///
  /// - Throws: what the dialler throws; ``GRPCTargetError``; ``Closed``; `CancellationError`.
  func connection(isolation: isolated (any Actor)? = #isolation) async throws -> DialledConnection {
    if let there { return there }
    let number = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    return try await withTaskCancellationHandler {
      _ = isolation
      return try await withCheckedThrowingContinuation(isolation: isolation) { waiter in
        wait(waiter, number)
      }
    } onCancel: {
      giveUp(number)
    }
  }

  /// The connection, if there is one that has not broken.
  private var there: DialledConnection? {
    let connection = state.withLock(\.connection)
    return connection.flatMap { $0.isBroken ? nil : $0 }
  }

  /// Ends the connection, and calls that wait for one. Does not wait.
  func close() {
    let last = state.withLock { state in
      defer { state = State(isClosed: true) }
      return state
    }
    last.dialling?.cancel()
    for waiter in last.waiters.values { waiter.resume(throwing: Closed()) }
  }

  private func wait(_ waiter: Waiter, _ number: Int) {
    let answer = state.withLock { state -> Result<DialledConnection, any Error>? in
      if state.isClosed { return .failure(Closed()) }
      // A cancellation that came first looked for the waiter in vain.
      if Task.isCancelled { return .failure(CancellationError()) }
      // Others may have made it meanwhile.
      if let connection = state.connection, !connection.isBroken { return .success(connection) }
      state.waiters[number] = waiter
      if state.dialling == nil {
        state.connection = nil
        state.dialling = Task { @concurrent in await self.dial() }
      }
      return nil
    }
    if let answer { waiter.resume(with: answer) }
  }

  private func giveUp(_ number: Int) {
    let (waiter, dialling) = state.withLock { state in
      let waiter = state.waiters.removeValue(forKey: number)
      guard waiter != nil, state.waiters.isEmpty else { return (waiter, Task<Void, Never>?.none) }
      defer { state.dialling = nil }
      return (waiter, state.dialling)
    }
    dialling?.cancel()
    waiter?.resume(throwing: CancellationError())
  }

  private func dial() async {
    let result: Result<DialledConnection, any Error>
    do {
      result = .success(try await connect())
    } catch {
      result = .failure(error)
    }
    let waiters = state.withLock { state -> [Waiter] in
      // Given up, and maybe begun anew by others.
      guard !Task.isCancelled else { return [] }
      state.connection = try? result.get()
      state.dialling = nil
      defer { state.waiters = [:] }
      return Array(state.waiters.values)
    }
    for waiter in waiters { waiter.resume(with: result) }
  }

  /// A connection is made once the peer has answered a call, whatever it answered: only then is there
  /// somebody at the other end who speaks HTTP/2.
  private func connect() async throws -> DialledConnection {
    let deadline = ContinuousClock.now + connectTimeout
    let connection = try DialledConnection(
      try await dialler.dial(until: deadline), signs: dialler.isRemote ? signs : nil,
      authority: authority)
    let status = try await Probe.status(
      of: connection.core, at: dialler.address, until: deadline)
    switch status.code {
    case .ok, .unimplemented: return connection
    case .deadlineExceeded where ContinuousClock.now >= deadline: throw ConnectionError.timedOut
    case .unavailable: break
    default:
      // Either the peer's answer or what core makes of nonsense. Then it shuts the socket down, but may
      // tell the call first.
      for _ in 0..<20 where !connection.isBroken { try await Task.sleep(for: .milliseconds(5)) }
      guard connection.isBroken else { return connection }
    }
    if let failure = await connection.failure() { throw failure }
    throw ConnectionError.unreachable(reason: status.message)
  }
}
