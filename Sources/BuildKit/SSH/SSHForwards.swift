import Glibc
import Threads

/// What a build may reach by `RUN --mount=type=ssh`, by id: looked at before the build begins.
struct SSHForwards: Sendable {
  /// Where a connection goes.
  enum Target: Sendable {
    /// To an agent, of which keys are listed and signatures asked.
    case agent(socket: String)
    /// To a socket, whatever is said on it.
    case socket(path: String)
  }

  let targets: [String: Target]
  private let agents: [KeyAgent]

  /// Looks for what was specified, and starts agents for keys.
  ///
  /// - Throws: ``SSHFailure``; `CancellationError`.
  static func opening(_ specifications: [SSHSpecification]) async throws -> SSHForwards {
    var targets: [String: Target] = [:]
    var agents: [KeyAgent] = []
    do {
      for one in specifications {
        guard targets[one.id] == nil else {
          throw SSHFailure(id: one.id, reason: "the id is given twice")
        }
        switch try await BlockingWork.run({ _ in try find(one) }) {
        case .target(let target): targets[one.id] = target
        case .keys(let keys):
          do {
            let agent = try await KeyAgent.holding(keys)
            agents.append(agent)
            targets[one.id] = .agent(socket: agent.socket)
          } catch let error where !(error is CancellationError) {
            throw SSHFailure(id: one.id, reason: "\(error)")
          }
        }
      }
    } catch {
      for agent in agents { await agent.close() }
      throw error
    }
    return SSHForwards(targets: targets, agents: agents)
  }

  /// Ends the agents.
  func close() async {
    for agent in agents { await agent.close() }
  }

  private enum Found: Sendable {
    case target(Target)
    case keys([(path: String, content: [UInt8])])
  }

  private static func find(_ one: SSHSpecification) throws -> Found {
    func failure(_ reason: String) -> SSHFailure { SSHFailure(id: one.id, reason: reason) }
    var paths = one.paths
    if paths.isEmpty {
      guard let path = ProcessEnvironment.value(of: "SSH_AUTH_SOCK"), !path.isEmpty else {
        throw failure("SSH_AUTH_SOCK is not set; start ssh-agent, or name a socket or a key")
      }
      paths = [path]
    }
    var keys: [(path: String, content: [UInt8])] = []
    var socket: String?
    for path in paths {
      var status = stat()
      guard stat(path, &status) == 0 else {
        throw failure("\(SystemFailure(operation: path, errno: errno))")
      }
      if status.st_mode & S_IFMT == S_IFSOCK {
        guard paths.count == 1 else {
          throw failure("\(path) is a socket; one socket is given alone, or keys")
        }
        socket = path
        continue
      }
      guard !one.isRaw else { throw failure("\(path) is no socket, and raw forwards a socket") }
      keys.append((path, try content(of: path, failure)))
    }
    guard let socket else { return .keys(keys) }
    return .target(one.isRaw ? .socket(path: socket) : .agent(socket: socket))
  }

  private static func content(
    of path: String, _ failure: (String) -> SSHFailure
  ) throws -> [UInt8] {
    let content: [UInt8]
    do throws(SystemFailure) {
      content = try WholeFile.contents(of: path, atMost: PrivateKey.longest) ?? []
    } catch {
      throw failure("\(error)")
    }
    if let fault = PrivateKey.fault(of: content) { throw failure("\(path): \(fault)") }
    return content
  }
}
