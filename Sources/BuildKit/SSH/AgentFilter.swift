/// What a build may ask of an agent: which keys there are, and signatures. It may neither add nor
/// remove keys, nor lock the agent: those requests are answered as failed, without the agent hearing
/// of them. As in BuildKit's own clients.
///
/// Source: the agent's protocol, draft-ietf-sshm-ssh-agent.
enum AgentFilter {
  /// As long as a message may be, in bytes; the limit of OpenSSH's agent.
  private static let longest = 256 << 10
  private static let listKeys: UInt8 = 11
  private static let sign: UInt8 = 13
  /// A message of one byte: `SSH_AGENT_FAILURE`.
  private static let failure: [UInt8] = [0, 0, 0, 1, 5]

  /// Goes between a client and an agent until one of them ends, or says what the protocol doesn't
  /// have. Blocks.
  static func serve(_ client: ConnectedSocket, agent: ConnectedSocket) {
    defer {
      client.shutDown()
      agent.shutDown()
    }
    while let request = message(from: client) {
      var reply = failure
      if [listKeys, sign].contains(request[4]) {
        guard request.withUnsafeBytes({ agent.send($0) }), let answer = message(from: agent) else {
          return
        }
        reply = answer
      }
      guard reply.withUnsafeBytes({ client.send($0) }) else { return }
    }
  }

  /// The next message, its length of four bytes included; nil if there is none.
  private static func message(from socket: ConnectedSocket) -> [UInt8]? {
    guard let head = socket.receive(exactly: 4) else { return nil }
    let length = head.reduce(0) { $0 << 8 | Int($1) }
    guard (1...longest).contains(length), let body = socket.receive(exactly: length) else {
      return nil
    }
    return head + body
  }
}
