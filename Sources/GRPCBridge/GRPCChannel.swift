package import Bytes
import Connections
import Threads

/// A connection to a gRPC server, made on the first call and made anew when it breaks (one over a
/// connected descriptor is not).
///
/// A call on a channel that cannot connect fails with ``GRPCCode/unavailable``; it does not wait for the
/// server to come up, unless the channel is told to.
package final class GRPCChannel: Sendable {
  /// Where the channel leads, for messages.
  package let address: String
  private let state: Guarded<State>
  private let waits: Bool

  private enum Way {
    case core(CoreChannel)
    case dialled(DialledLink)
    case closed
  }

  private struct State {
    var way: Way
    var calls: [ObjectIdentifier: Call] = [:]
    /// Whether the server has answered at all; known only to those who wait for it.
    var hasAnswered = false
  }

  /// Makes a channel; nothing is connected yet.
  ///
  /// - Parameters:
  ///   - target: where to.
  ///   - authority: the `:authority` of the calls; for TCP host and port otherwise, else `localhost`.
  ///   - connectTimeout: how long connecting may take, up to the peer's first HTTP/2 frame; where core
  ///     dials, looking the name up may take as long before that. At least 0.1 s.
  ///   - waits: whether calls wait until the server answers for the first time, however long that takes.
  ///   - signs: how a server over a network is asked whether it is still there.
  /// - Throws: ``GRPCTargetError``.
  package init(
    target: GRPCTarget, authority: String? = nil, connectTimeout: Duration = .seconds(10),
    waits: Bool = false, signs: SignsOfLife = .usual
  ) throws(GRPCTargetError) {
    address = target.address
    let way: Way =
      switch target {
      case .dialled(let dialler):
        .dialled(
          DialledLink(
            dialler, authority: authority, connectTimeout: connectTimeout, signs: signs))
      case .connected(let descriptor):
        .core(try CoreChannel(adopting: descriptor, signs: nil, authority: authority))
      case .unix, .tcp:
        .core(
          try CoreChannel(
            dialling: target, authority: authority, connectTimeout: connectTimeout, signs: signs))
      }
    state = Guarded(State(way: way))
    self.waits = waits
  }

  deinit { shutdown() }

  /// Calls a method that takes one message and answers with one.
  ///
  /// A task that is cancelled meanwhile cancels the call, here and at the peer.
  ///
  /// - Parameters:
  ///   - method: the full path, `/package.Service/Method`.
  ///   - deadline: when to give up, at the peer as well; connecting has a limit of its own.
  /// - Throws: ``GRPCError``; `CancellationError`.
  package func unary(
    _ method: String, request: ByteChain, metadata: GRPCMetadata = [],
    deadline: ContinuousClock.Instant? = nil, isolation: isolated (any Actor)? = #isolation
  ) async throws -> GRPCUnaryResponse {
    let outgoing = try encoded(metadata, for: method)
    let call = try await makeCall(method, deadline: deadline, isolation)
    let operation = UnaryCall(call, metadata: outgoing, request: request)
    switch await call.cancelling(isolation, { operation.start($0) }) {
    case .answered(let response): return response
    case .failed(let status):
      if Task.isCancelled { throw CancellationError() }
      throw await call.error(status)
    }
  }

  /// Connects, where that is our own doing, and waits for the server, where the channel was told to. Calls
  /// do so as well; this is for those whose deadline is to begin afterwards.
  ///
  /// - Parameter method: what is to be called, for the error.
  /// - Throws: ``GRPCError``; `CancellationError`.
  package func connect(
    for method: String, isolation: isolated (any Actor)? = #isolation
  ) async throws {
    _ = try await way(of: method, isolation)
  }

  /// Starts a call that sends and receives any number of messages.
  ///
  /// - Parameters:
  ///   - method: the full path, `/package.Service/Method`.
  ///   - deadline: when to give up, at the peer as well; connecting has a limit of its own.
  /// - Throws: ``GRPCError`` for metadata that cannot be sent, for a channel that was shut down, and for a
  ///   connection that our own dialling could not make; `CancellationError`.
  package func openStream(
    _ method: String, metadata: GRPCMetadata = [], deadline: ContinuousClock.Instant? = nil,
    isolation: isolated (any Actor)? = #isolation
  ) async throws -> GRPCStream {
    try await openStream(method, request: nil, metadata: metadata, deadline: deadline, isolation)
  }

  /// Starts a call that sends one message and receives any number. Nothing more may be sent.
  ///
  /// - Parameters:
  ///   - method: the full path, `/package.Service/Method`.
  ///   - deadline: when to give up, at the peer as well; connecting has a limit of its own.
  /// - Throws: ``GRPCError`` for metadata that cannot be sent, for a channel that was shut down, and for a
  ///   connection that our own dialling could not make; `CancellationError`.
  package func openServerStream(
    _ method: String, request: ByteChain, metadata: GRPCMetadata = [],
    deadline: ContinuousClock.Instant? = nil, isolation: isolated (any Actor)? = #isolation
  ) async throws -> GRPCStream {
    try await openStream(
      method, request: .some(request), metadata: metadata, deadline: deadline, isolation)
  }

  private func openStream(
    _ method: String, request: ByteChain?, metadata: GRPCMetadata,
    deadline: ContinuousClock.Instant?, _ isolation: isolated (any Actor)?
  ) async throws -> GRPCStream {
    let outgoing = try encoded(metadata, for: method)
    let call = try await makeCall(method, deadline: deadline, isolation)
    return GRPCStream(call, metadata: outgoing, request: request)
  }

  /// Closes the connection. Calls under way end with ``GRPCCode/cancelled``, further ones fail with
  /// ``GRPCCode/unavailable``. Does not wait.
  package func shutdown() {
    let last = state.withLock { state in
      defer { state = State(way: .closed) }
      return state
    }
    for call in last.calls.values { call.cancel("the channel was shut down") }
    switch last.way {
    case .core(let core): ChannelCloser(core).start()
    case .dialled(let link): link.close()
    case .closed: break
    }
  }

  private func encoded(
    _ metadata: GRPCMetadata, for method: String
  ) throws(GRPCError) -> OutgoingMetadata {
    do { return try OutgoingMetadata(metadata) } catch {
      throw GRPCError(.invalidArgument, error.text, method: method, address: address)
    }
  }

  private func makeCall(
    _ method: String, deadline: ContinuousClock.Instant?, _ isolation: isolated (any Actor)?
  ) async throws -> Call {
    let (core, connection) = try await way(of: method, isolation)
    let call = state.withLock { state -> Call? in
      if case .closed = state.way { return nil }
      guard let pointer = core.makeCall(method, deadline: deadline) else { return nil }
      let call = Call(
        pointer, method: method, address: address, over: connection, onEnd: { self.forget($0) })
      state.calls[ObjectIdentifier(call)] = call
      return call
    }
    guard let call else { throw wasShutDown(method) }
    return call
  }

  /// What a call goes over, once it is there.
  private func way(
    of method: String, _ isolation: isolated (any Actor)?
  ) async throws -> (CoreChannel, DialledConnection?) {
    switch state.withLock({ $0.way }) {
    case .closed: throw wasShutDown(method)
    case .core(let core):
      if isToWait {
        try await Probe.answer(of: core, at: address)
        noteAnswer()
      }
      return (core, nil)
    case .dialled(let link):
      let dialled = try await connection(of: link, for: method, isolation)
      return (dialled.core, dialled)
    }
  }

  private func connection(
    of link: DialledLink, for method: String, _ isolation: isolated (any Actor)?
  ) async throws -> DialledConnection {
    do {
      guard isToWait else { return try await link.connection(isolation: isolation) }
      let connection = try await Probe.connection(by: link, isolation: isolation)
      noteAnswer()
      return connection
    } catch is DialledLink.Closed {
      throw wasShutDown(method)
    } catch let error as CancellationError {
      throw error
    } catch {
      throw GRPCError(
        status: GRPCStatus(code: .unavailable, message: "\(error)"), method: method,
        address: address, cause: error, hadConnection: false)
    }
  }

  private var isToWait: Bool { waits && !state.withLock(\.hasAnswered) }
  private func noteAnswer() { state.withLock { $0.hasAnswered = true } }

  private func wasShutDown(_ method: String) -> GRPCError {
    GRPCError(.unavailable, "the channel was shut down", method: method, address: address)
  }

  /// Drops a call that has ended.
  private func forget(_ call: Call) {
    state.withLock { _ = $0.calls.removeValue(forKey: ObjectIdentifier(call)) }
  }
}
