import Bytes
import GRPCBridge
import SessionServer

/// One session on the wire: the HTTP/2 connection that a daemon runs through the messages of
/// `Control.Session`, and the services behind it.
///
/// The actor's executor is the session thread: HTTP/2 state is touched nowhere else.
actor SessionConnection {
  nonisolated var unownedExecutor: UnownedSerialExecutor {
    SessionThread.shared.asUnownedSerialExecutor()
  }

  private let stream: GRPCStream
  private let server: ServerConnection
  private var sleepingWriter: CheckedContinuation<Void, Never>?
  private var isOver = false

  /// - Parameters:
  ///   - stream: an open call of `/moby.buildkit.v1.Control/Session`.
  ///   - services: what the daemon may call.
  ///   - failures: where the services note what goes wrong.
  init(
    stream: GRPCStream, services: [any SessionService], failures: SessionFailures
  ) throws(ServerConnection.ProtocolError) {
    var routes: [String: any SessionService] = [:]
    for service in services {
      for method in service.methods { routes[method.lowercased()] = service }
    }
    self.stream = stream
    self.server = try ServerConnection { call in
      guard let service = routes[call.method.lowercased()] else {
        return .failure(.init(.unimplemented("\(call.method) is not served by this session")))
      }
      do throws(ServerConnection.Refusal) {
        return .success(try service.handler(for: call, report: failures))
      } catch {
        return .failure(error)
      }
    }
  }

  /// Serves until the daemon ends the session or the task is cancelled.
  ///
  /// - Throws: ``GRPCError`` if the connection broke, or ``ServerConnection/ProtocolError`` if what
  ///   came over it was not HTTP/2.
  func run() async throws {
    server.outputIsWanted = { [weak self] in
      self?.assumeIsolated { $0.wakeWriter() }
    }
    defer {
      server.close()
      stream.cancel()
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: SessionThread.shared) { try await self.write() }
      group.addTask(executorPreference: SessionThread.shared) { try await self.read() }
      // Whoever ends first ends both.
      defer {
        group.cancelAll()
        isOver = true
        wakeWriter()
      }
      try await group.next()
    }
  }

  private func read() async throws {
    while let message = try await stream.receive() { try take(message) }
  }

  private func take(_ message: ByteChain) throws {
    try server.receive(BytesMessage(decoding: message).data)
    if server.wantsOutput { wakeWriter() }
  }

  private func write() async throws {
    while !isOver {
      let output = try server.nextOutput()
      if output.isEmpty {
        await sleep()
      } else {
        try await send(output)
      }
    }
  }

  private func send(_ output: ByteChain) async throws {
    do {
      try await stream.send(BytesMessage(data: output).encoded())
    } catch let error as GRPCError where error.code == .failedPrecondition {
      // The daemon listens no more. How it ended the session is for the reader to hear.
      while !isOver { await sleep() }
    }
  }

  private func sleep() async {
    await withCheckedContinuation { sleepingWriter = $0 }
  }

  private func wakeWriter() {
    sleepingWriter?.resume()
    sleepingWriter = nil
  }
}
