import BuildKit
import Bytes
import Glibc
import SessionServer
import TestSupport

/// Something that speaks HTTP/2 and gRPC on a socket of its own, and otherwise does what a script says.
final class FakeDaemon: Sendable {
  let endpoint: Endpoint
  private let listener: Listener

  init(_ script: FakeScript) throws {
    listener = try Listener { Self.serve($0, script) }
    endpoint = .unix(path: listener.path)
  }

  /// Serves one connection until either side ends it.
  private static func serve(_ descriptor: Int32, _ script: FakeScript) {
    let build = FakeBuild(script)
    guard let connection = try? ServerConnection(route: { .success(build.handler(for: $0)) })
    else { return }
    var buffer = [UInt8](repeating: 0, count: 256 * 1024)
    defer { connection.close() }
    while true {
      while let output = try? connection.nextOutput(), !output.isEmpty {
        guard sendAll(output.array, to: descriptor) else { return }
      }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      do {
        try connection.receive(ByteChain(Array(buffer.prefix(count))))
      } catch {
        return
      }
    }
  }
}

/// What a fake daemon does at each call; the defaults do nothing, for ever.
struct FakeScript: Sendable {
  var listWorkers: @Sendable (ServerCall) -> Void = { _ in }
  var solve: @Sendable (FakeBuild) -> Void = { _ in }
  var status: @Sendable (ServerCall, FakeBuild) -> Void = { _, _ in }
  var session: @Sendable (FakeBuild) -> Void = { _ in }
  /// Any other call, by the name of its method. What isn't here isn't known to the daemon.
  var others: [String: @Sendable (ServerCall) -> Void] = [:]
  /// Takes what came in a message of the session.
  var sessionBytes: @Sendable (FakeBuild, [UInt8]) -> Void = { _, _ in }
}

/// The calls of one connection. Confined to the connection's thread.
final class FakeBuild {
  private let script: FakeScript
  private var solveCall: ServerCall?
  private var solveEnd: (CallStatus, [UInt8])?
  private(set) var session: ServerCall?
  /// What came through the session.
  let frames = FrameReader()

  init(_ script: FakeScript) { self.script = script }

  func handler(for call: ServerCall) -> any CallHandler {
    let handler = Handler()
    switch call.method.split(separator: "/").last {
    case "ListWorkers": handler.end = { [script] in script.listWorkers(call) }
    case "Status": handler.end = { [self] in script.status(call, self) }
    case "Solve":
      handler.end = { [self] in
        solveCall = call
        if let (status, answer) = solveEnd {
          finishSolve(status, answer)
        } else {
          script.solve(self)
        }
      }
    case "Session":
      session = call
      handler.message = { [self] message in
        guard let bytes = try? BytesMessage(decoding: message).data.array else { return }
        frames.take(bytes)
        script.sessionBytes(self, bytes)
      }
      script.session(self)
    case let name?:
      let answer = script.others[String(name)] ?? { $0.finish(.unimplemented("not here")) }
      handler.end = { answer(call) }
    case nil: handler.end = { call.finish(.unimplemented("no method")) }
    }
    return handler
  }

  /// Ends the solve now, or as soon as it is asked for.
  ///
  /// - Parameter answer: the message of a solve that ends well.
  func finishSolve(_ status: CallStatus, _ answer: [UInt8] = []) {
    solveEnd = (status, answer)
    guard let solveCall else { return }
    if status == .ok { solveCall.send(ByteChain(answer)) }
    solveCall.finish(status)
  }

  /// Sends bytes through the session.
  func sendThroughSession(_ bytes: [UInt8]) {
    session?.send(BytesMessage(data: ByteChain(bytes)).encoded())
  }

  private final class Handler: CallHandler {
    var message: (ByteChain) -> Void = { _ in }
    var end: () -> Void = {}
    func received(_ message: ByteChain, on call: ServerCall) { self.message(message) }
    func receivedEnd(on call: ServerCall) { end() }
  }
}
