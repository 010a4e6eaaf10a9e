/// A file system that a build makes, as a node of BuildKit's graph of operations (LLB), with what holds
/// for processes that are run on it. A value: whatever is done with it makes another one.
///
/// ```swift
/// let base = LLBState.image("alpine").environment("GREETING", "hello")
/// let made = base.run(["sh", "-c", "echo $GREETING > /out/file"]) {
///   $0.mount(.result(.scratch), at: "/out")
/// }
/// let request = BuildRequest(definition: try made.output(of: "/out").definition())
/// ```
///
/// Nothing happens until the daemon solves the ``definition(platform:localID:)``.
public struct LLBState: Sendable {
  /// Nil for an empty file system.
  let output: LLBOutput?
  /// What holds for processes.
  var process = LLBProcess()

  init(_ output: LLBOutput?) { self.output = output }

  /// An empty file system.
  public static let scratch = LLBState(nil)

  /// The same process settings with another file system.
  func with(_ output: LLBOutput?) -> LLBState {
    var state = LLBState(output)
    state.process = process
    return state
  }
}

/// What holds for processes that are run on a file system.
struct LLBProcess: Sendable {
  /// In the order given, each name once.
  var environment: [(name: String, value: String)] = []
  var directory = "/"
  var user = ""
  var hostname = ""
  var network = NetworkMode.sandbox
  var isInsecure = false
  var hosts: [ExtraHost] = []
  var limits: [ResourceLimit] = []
  var controlGroup = ""
  var platform: Platform?
}

extension LLBState {
  /// Sets a variable for processes.
  public func environment(_ name: String, _ value: String) -> LLBState {
    changed { process in
      process.environment.removeAll { $0.name == name }
      process.environment.append((name, value))
    }
  }

  /// The folder that processes run in, and relative paths are taken from; a relative one is taken from the
  /// present one.
  public func directory(_ path: String) -> LLBState {
    changed { $0.directory = LLBPath.absolute(path, in: $0.directory) }
  }

  /// Who runs processes: a name or number, perhaps with a group after a colon.
  public func user(_ user: String) -> LLBState { changed { $0.user = user } }

  /// The name that processes see of their machine.
  public func hostname(_ name: String) -> LLBState { changed { $0.hostname = name } }

  /// The network of processes. ``NetworkMode/host`` needs ``Entitlement/networkHost``.
  public func network(_ mode: NetworkMode) -> LLBState { changed { $0.network = mode } }

  /// Whether processes run without a sandbox. Needs ``Entitlement/securityInsecure``.
  public func insecure(_ isInsecure: Bool = true) -> LLBState {
    changed { $0.isInsecure = isInsecure }
  }

  /// Adds an entry of `/etc/hosts` for processes.
  public func host(_ host: ExtraHost) -> LLBState { changed { $0.hosts.append(host) } }

  /// Adds a limit for processes.
  public func limit(_ limit: ResourceLimit) -> LLBState { changed { $0.limits.append(limit) } }

  /// The control group of processes.
  public func controlGroup(_ name: String) -> LLBState { changed { $0.controlGroup = name } }

  /// What processes run on, instead of the definition's platform.
  public func platform(_ platform: Platform) -> LLBState {
    changed { $0.platform = platform.normalized }
  }

  private func changed(_ change: (inout LLBProcess) -> Void) -> LLBState {
    var state = self
    change(&state.process)
    return state
  }
}
