package import Bytes
import Connections
import Threads

/// A connection to a gRPC server, made on the first call and made anew when it breaks (one over a
/// connected descriptor is not).
///
/// A call on a channel that cannot connect fails with ``GRPCCode/unavailable``; it does not wait for the
/// server to come up.
package final class GRPCChannel: Sendable {
  /// Where the channel leads, for messages.
  package let address: String
  private let state: Guarded<State>

  private enum Way {
    case core(CoreChannel)
    case dialled(DialledLink)
    case closed
  }

  private struct State {
    var way: Way
    var calls: [ObjectIdentifier: Call] = [:]
  }

  /// Makes a channel; nothing is connected yet.
  ///
  /// - Parameters:
  ///   - target: where to.
  ///   - authority: the `:authority` of the calls; for TCP host and port otherwise, else `localhost`.
  ///   - connectTimeout: how long connecting may take, up to the peer's first HTTP/2 frame; where core
  ///     dials, looking the name up may take as long before that. At least 0.1 s.
  /// - Throws: ``GRPCTargetError``.
  package init(
    target: GRPCTarget, authority: String? = nil, connectTimeout: Duration = .seconds(10)
  ) throws(GRPCTargetError) {
    address = target.address
    let way: Way =
      switch target {
      case .dialled(let dialler):
        .dialled(DialledLink(dialler, authority: authority, connectTimeout: connectTimeout))
      case .connected(let descriptor):
        .core(try CoreChannel(adopting: descriptor, isRemote: false, authority: authority))
      case .unix, .tcp:
        .core(
          try CoreChannel(dialling: target, authority: authority, connectTimeout: connectTimeout))
      }
    state = Guarded(State(way: way))
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
    let core: CoreChannel
    var connection: DialledConnection?
    switch state.withLock({ $0.way }) {
    case .closed: throw wasShutDown(method)
    case .core(let channel): core = channel
    case .dialled(let link):
      let dialled = try await self.connection(of: link, for: method, isolation)
      (core, connection) = (dialled.core, dialled)
    }
    let call = state.withLock { [connection] state -> Call? in
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

  private func connection(
    of link: DialledLink, for method: String, _ isolation: isolated (any Actor)?
  ) async throws -> DialledConnection {
    do {
      return try await link.connection(isolation: isolation)
    } catch is DialledLink.Closed {
      throw wasShutDown(method)
    } catch let error as CancellationError {
      throw error
    } catch {
      throw GRPCError(
        status: GRPCStatus(code: .unavailable, message: "\(error)"), method: method,
        address: address, cause: error)
    }
  }

  private func wasShutDown(_ method: String) -> GRPCError {
    GRPCError(.unavailable, "the channel was shut down", method: method, address: address)
  }

  /// Drops a call that has ended.
  private func forget(_ call: Call) {
    state.withLock { _ = $0.calls.removeValue(forKey: ObjectIdentifier(call)) }
  }
}
