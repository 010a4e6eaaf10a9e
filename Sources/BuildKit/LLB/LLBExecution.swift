/// A process to run, and what it sees.
public struct LLBRun: Sendable {
  /// What is mounted somewhere.
  public enum Mount: Sendable {
    /// A file system; the process may change it, which gives a result of its own.
    case result(LLBState)
    /// A file system that stays as it is, or a path in it.
    case readOnly(LLBState, path: String = "")
    /// A folder that the daemon keeps between builds.
    case cache(id: String, sharing: CacheSharing = .shared, initial: LLBState = .scratch)
    /// Memory; in bytes, or 0 for the system's limit.
    case memory(size: Int64 = 0)
  }

  /// What becomes of a cache mount that several processes want at once.
  public enum CacheSharing: Sendable {
    /// They have it together.
    case shared
    /// The others have another one.
    case `private`
    /// The others wait.
    case locked
  }

  /// Where a secret is put.
  enum SecretPlace: Sendable {
    case file(String, owner: UInt32, group: UInt32, permissions: UInt16)
    case variable(String)
  }

  struct PlacedMount: Sendable {
    let mount: Mount
    let path: String
  }

  struct Secret: Sendable {
    let id: String
    let place: SecretPlace
    let isOptional: Bool
  }

  struct Agent: Sendable {
    let id: String
    let path: String?
    let isOptional: Bool
  }

  private(set) var mounts: [PlacedMount] = []
  private(set) var secrets: [Secret] = []
  private(set) var agents: [Agent] = []
  /// Whether the file system itself stays as it is.
  public var keepsRoot = false

  /// Mounts something.
  public mutating func mount(_ mount: Mount, at path: String) {
    mounts.append(PlacedMount(mount: mount, path: path))
  }

  /// Gives the process a secret of the request as a file.
  public mutating func secret(
    _ id: String, at path: String? = nil, owner: UInt32 = 0, group: UInt32 = 0,
    permissions: UInt16 = 0o400, isOptional: Bool = false
  ) {
    let place = SecretPlace.file(
      path ?? "/run/secrets/\(id)", owner: owner, group: group, permissions: permissions)
    secrets.append(Secret(id: id, place: place, isOptional: isOptional))
  }

  /// Gives the process a secret of the request as a variable.
  public mutating func secret(_ id: String, as variable: String, isOptional: Bool = false) {
    secrets.append(Secret(id: id, place: .variable(variable), isOptional: isOptional))
  }

  /// Gives the process an SSH agent, whose socket `SSH_AUTH_SOCK` names.
  public mutating func agent(
    _ id: String = "default", at path: String? = nil, isOptional: Bool = false
  ) {
    agents.append(Agent(id: id, path: path, isOptional: isOptional))
  }
}

/// A process of a graph.
struct LLBExecution: Sendable {
  struct MountPoint: Sendable {
    let path: String
    let source: LLBOutput?
    let kind: Kind

    enum Kind: Sendable {
      case bind(selector: String, isReadOnly: Bool)
      case cache(id: String, sharing: LLBRun.CacheSharing)
      case memory(size: Int64)
    }

    /// Whether the process makes a result of it.
    var hasOutput: Bool {
      if case .bind(_, false) = kind { true } else { false }
    }
  }

  let arguments: [String]
  let process: LLBProcess
  let sortedMounts: [MountPoint]
  let secrets: [LLBRun.Secret]
  let agents: [LLBRun.Agent]

  /// Which output a mount becomes; nil if none.
  func outputIndex(of path: String) -> Int? {
    sortedMounts.filter(\.hasOutput).firstIndex { $0.path == path }
  }
}

/// A process that was put into a graph, with its results.
public struct LLBProcessResult: Sendable {
  let base: LLBState
  let vertex: LLBVertex
  let execution: LLBExecution

  /// The file system as the process leaves it; as it was, if the process may not change it.
  public var root: LLBState {
    guard let index = execution.outputIndex(of: "/") else { return base }
    return base.with(LLBOutput(vertex: vertex, index: index))
  }

  /// What the process leaves in a mount; empty where nothing that it may change is mounted.
  public func output(of path: String) -> LLBState {
    guard let index = execution.outputIndex(of: LLBPath.absolute(path, in: "/")) else {
      return .scratch
    }
    return LLBState(LLBOutput(vertex: vertex, index: index))
  }
}

extension LLBState {
  /// Runs a process on the file system.
  ///
  /// - Parameters:
  ///   - arguments: the program and its arguments, as they are.
  ///   - configure: says what it sees beside the file system.
  public func run(
    _ arguments: [String], _ configure: (inout LLBRun) -> Void = { _ in }
  ) -> LLBProcessResult {
    var run = LLBRun()
    configure(&run)
    var mounts = [
      LLBExecution.MountPoint(
        path: "/", source: output, kind: .bind(selector: "", isReadOnly: run.keepsRoot))
    ]
    mounts += run.mounts.map { LLBExecution.MountPoint($0) }
    let execution = LLBExecution(
      arguments: arguments, process: process,
      sortedMounts: mounts.enumerated().sorted {
        ($0.element.path, $0.offset) < ($1.element.path, $1.offset)
      }.map(\.element), secrets: run.secrets, agents: run.agents)
    return LLBProcessResult(
      base: self, vertex: LLBVertex(.execution(execution), platform: process.platform),
      execution: execution)
  }

  /// Runs a command of the shell on the file system.
  public func run(
    shell command: String, _ configure: (inout LLBRun) -> Void = { _ in }
  ) -> LLBProcessResult {
    run(["/bin/sh", "-c", command], configure)
  }
}

extension LLBExecution.MountPoint {
  fileprivate init(_ placed: LLBRun.PlacedMount) {
    path = LLBPath.absolute(placed.path, in: "/")
    switch placed.mount {
    case .result(let state):
      source = state.output
      kind = .bind(selector: "", isReadOnly: false)
    case .readOnly(let state, let selector):
      source = state.output
      kind = .bind(selector: selector, isReadOnly: true)
    case .cache(let id, let sharing, let initial):
      source = initial.output
      kind = .cache(id: id, sharing: sharing)
    case .memory(let size):
      source = nil
      kind = .memory(size: size)
    }
  }
}
