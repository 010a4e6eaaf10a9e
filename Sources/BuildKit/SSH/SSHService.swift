import Bytes
import SessionServer
import Threads

/// `moby.sshforward.v1.SSH`: lets steps of the build reach agents and sockets of this machine.
struct SSHService: SessionService {
  private static let check = "/moby.sshforward.v1.SSH/CheckAgent"
  private static let forward = "/moby.sshforward.v1.SSH/ForwardAgent"

  let methods = [check, forward]
  private let targets: [String: SSHForwards.Target]

  init(_ forwards: SSHForwards) { targets = forwards.targets }

  func handler(
    for call: ServerCall, report: SessionFailures
  ) throws(ServerConnection.Refusal) -> any CallHandler {
    if call.method.lowercased() == Self.check.lowercased() { return checking() }
    let named = call.metadata.values(of: "buildkit.ssh.id").first
    let target = try target(named.map { String(decoding: $0, as: UTF8.self) } ?? "")
    return try SocketForwarding(call: call, report: report) { sockets in
      switch target {
      case .socket(let path): return try ConnectedSocket(to: path)
      case .agent(let path):
        let agent = try ConnectedSocket(to: path)
        let (client, filter) = try ConnectedSocket.pair()
        sockets.add(agent)
        sockets.add(filter)
        try DetachedThread.start { AgentFilter.serve(filter, agent: agent) }
        return client
      }
    }
  }

  private func checking() -> UnaryHandler {
    UnaryHandler { message in
      guard let request = try? CheckAgentRequest(decoding: ByteChain(message)) else {
        return .failure(.init(.invalidArgument("malformed message")))
      }
      do throws(ServerConnection.Refusal) {
        _ = try target(request.id)
        return .success(ByteChain())
      } catch {
        return .failure(error)
      }
    }
  }

  private func target(
    _ id: String
  ) throws(ServerConnection.Refusal) -> SSHForwards.Target {
    let id = id.isEmpty ? SSHSpecification.defaultID : id
    guard let target = targets[id] else {
      throw .init(.notFound("no agent, key or socket is forwarded as ssh \(id)"))
    }
    return target
  }
}
