package import Bytes
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
  private let tls: (hasClientCertificate: Bool, logPosition: Int)?

  private struct State {
    var core: CoreChannel?
    var calls: [ObjectIdentifier: Call] = [:]
  }

  /// Makes a channel; nothing is connected yet.
  ///
  /// - Parameters:
  ///   - target: where to.
  ///   - tls: speak TLS with this configuration.
  ///   - authority: the `:authority` of the calls; for a socket or descriptor `localhost` otherwise, for TCP
  ///     host and port.
  ///   - connectTimeout: how long looking a name up may take, and then connecting, up to the peer's
  ///     first HTTP/2 frame; at least 0.1 s.
  /// - Throws: ``GRPCTargetError``, ``TLSConfigurationError``.
  package init(
    target: GRPCTarget, tls: TLSConfiguration? = nil, authority: String? = nil,
    connectTimeout: Duration = .seconds(10)
  ) throws {
    address = target.address
    self.tls = tls.map { ($0.certificateChain != nil, CoreLog.position) }
    let core = try CoreChannel(
      target, tls: tls, authority: authority, connectTimeout: connectTimeout)
    state = Guarded(State(core: core))
  }

  deinit { shutdown() }

  /// Calls a method that takes one message and answers with one.
  ///
  /// A task that is cancelled meanwhile cancels the call, here and at the peer.
  ///
  /// - Parameters:
  ///   - method: the full path, `/package.Service/Method`.
  ///   - deadline: when to give up, at the peer as well.
  /// - Throws: ``GRPCError``; `CancellationError`.
  package func unary(
    _ method: String, request: ByteChain, metadata: GRPCMetadata = [],
    deadline: ContinuousClock.Instant? = nil, isolation: isolated (any Actor)? = #isolation
  ) async throws -> GRPCUnaryResponse {
    let outgoing = try encoded(metadata, for: method)
    let call = try makeCall(method, deadline: deadline)
    let operation = UnaryCall(call, metadata: outgoing, request: request)
    let result = await call.cancelling(isolation) { operation.start($0) }
    if case .failure = result, Task.isCancelled { throw CancellationError() }
    return try result.get()
  }

  /// Starts a call that sends and receives any number of messages.
  ///
  /// - Parameters:
  ///   - method: the full path, `/package.Service/Method`.
  ///   - deadline: when to give up, at the peer as well.
  /// - Throws: ``GRPCError`` for metadata that cannot be sent and for a channel that was shut down.
  package func openStream(
    _ method: String, metadata: GRPCMetadata = [], deadline: ContinuousClock.Instant? = nil
  ) throws -> GRPCStream {
    try openStream(method, request: nil, metadata: metadata, deadline: deadline)
  }

  /// Starts a call that sends one message and receives any number. Nothing more may be sent.
  ///
  /// - Parameters:
  ///   - method: the full path, `/package.Service/Method`.
  ///   - deadline: when to give up, at the peer as well.
  /// - Throws: ``GRPCError`` for metadata that cannot be sent and for a channel that was shut down.
  package func openServerStream(
    _ method: String, request: ByteChain, metadata: GRPCMetadata = [],
    deadline: ContinuousClock.Instant? = nil
  ) throws -> GRPCStream {
    try openStream(method, request: .some(request), metadata: metadata, deadline: deadline)
  }

  private func openStream(
    _ method: String, request: ByteChain?, metadata: GRPCMetadata,
    deadline: ContinuousClock.Instant?
  ) throws(GRPCError) -> GRPCStream {
    let outgoing = try encoded(metadata, for: method)
    let call = try makeCall(method, deadline: deadline)
    return GRPCStream(call, metadata: outgoing, request: request)
  }

  /// Closes the connection. Calls under way end with ``GRPCCode/cancelled``, further ones fail with
  /// ``GRPCCode/unavailable``. Does not wait.
  package func shutdown() {
    let last = state.withLock { state in
      defer { state = State() }
      return state
    }
    for call in last.calls.values { call.cancel("the channel was shut down") }
    if let core = last.core { ChannelCloser(core).start() }
  }

  private func encoded(
    _ metadata: GRPCMetadata, for method: String
  ) throws(GRPCError) -> OutgoingMetadata {
    do { return try OutgoingMetadata(metadata) } catch {
      throw GRPCError(.invalidArgument, error.text, method: method, address: address)
    }
  }

  private func makeCall(
    _ method: String, deadline: ContinuousClock.Instant?
  ) throws(GRPCError) -> Call {
    let call = state.withLock { state -> Call? in
      guard let pointer = state.core?.makeCall(method, deadline: deadline) else { return nil }
      let call = Call(pointer, method: method, channel: self)
      state.calls[ObjectIdentifier(call)] = call
      return call
    }
    guard let call else {
      throw GRPCError(
        .unavailable, "the channel was shut down", method: method, address: address)
    }
    return call
  }

  /// What went wrong with TLS, if a call's end tells.
  func tlsFailure(_ status: GRPCStatus) -> TLSFailure? {
    guard let tls, status.code == .unavailable else { return nil }
    return TLSFailure(
      message: status.message, hasClientCertificate: tls.hasClientCertificate,
      log: { CoreLog.lines(after: tls.logPosition).map(\.text) })
  }

  /// Drops a call that has ended.
  func forget(_ call: Call) {
    state.withLock { _ = $0.calls.removeValue(forKey: ObjectIdentifier(call)) }
  }
}
