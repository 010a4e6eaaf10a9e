import CBuildKitProtos

extension LLBWire {
  /// A process, with which input each mount is.
  struct Execution: Sendable {
    let execution: LLBExecution
    let inputs: [Int64]

    init(_ execution: LLBExecution, inputs: [Int64]) {
      self.execution = execution
      self.inputs = inputs
    }
  }
}

extension LLBWire.Execution: WireWritable {
  static var blank: Blank<Pb__ExecOp> { pb__exec_op__init }

  func write(to wire: inout Pb__ExecOp, in arena: PackingArena) {
    wire.meta = arena.message(ProcessMeta(execution: execution))
    wire.network =
      switch execution.process.network {
      case .sandbox: PB__NET_MODE__UNSET
      case .host: PB__NET_MODE__HOST
      case .none: PB__NET_MODE__NONE
      }
    wire.security =
      execution.process.isInsecure ? PB__SECURITY_MODE__INSECURE : PB__SECURITY_MODE__SANDBOX
    var variables: [SecretVariable] = []
    var mounts: [WrittenMount] = []
    var outputs: Int64 = 0
    for (mount, input) in zip(execution.sortedMounts, inputs) {
      mounts.append(WrittenMount(.point(mount), input, output: mount.hasOutput ? outputs : -1))
      if mount.hasOutput { outputs += 1 }
    }
    for secret in execution.secrets {
      switch secret.place {
      case .variable(let name): variables.append(SecretVariable(secret: secret, name: name))
      case .file: mounts.append(WrittenMount(.secret(secret)))
      }
    }
    for (number, agent) in execution.agents.enumerated() {
      mounts.append(WrittenMount(.agent(agent, path: agent.path(number))))
    }
    (wire.n_mounts, wire.mounts) = arena.messages(mounts)
    (wire.n_secretenv, wire.secretenv) = arena.messages(variables)
  }
}

extension LLBRun.Agent {
  /// Where the socket is; as Go's client places it unless told.
  fileprivate func path(_ number: Int) -> String { path ?? "/run/buildkit/ssh_agent.\(number)" }
}

private struct ProcessMeta: WireWritable {
  let execution: LLBExecution

  static var blank: Blank<Pb__Meta> { pb__meta__init }

  func write(to wire: inout Pb__Meta, in arena: PackingArena) {
    let process = execution.process
    var environment = process.environment.map { "\($0.name)=\($0.value)" }
    if let agent = execution.agents.first,
      !process.environment.contains(where: { $0.name == "SSH_AUTH_SOCK" })
    {
      environment.append("SSH_AUTH_SOCK=" + agent.path(0))
    }
    (wire.n_args, wire.args) = arena.texts(execution.arguments)
    (wire.n_env, wire.env) = arena.texts(environment)
    wire.cwd = arena.text(process.directory)
    wire.user = arena.text(process.user)
    wire.hostname = arena.text(process.hostname)
    wire.cgroup_parent = arena.text(process.controlGroup)
    wire.remove_mount_stubs_recursive = 1
    (wire.n_extra_hosts, wire.extra_hosts) = arena.messages(
      process.hosts.flatMap { host in
        host.addresses.map { WrittenHost(name: host.name, address: $0) }
      })
    (wire.n_ulimit, wire.ulimit) = arena.messages(process.limits)
  }
}

private struct WrittenHost: WireWritable {
  let name: String
  let address: String
  static var blank: Blank<Pb__HostIP> { pb__host_ip__init }

  func write(to wire: inout Pb__HostIP, in arena: PackingArena) {
    wire.host = arena.text(name)
    wire.ip = arena.text(address)
  }
}

extension ResourceLimit: WireWritable {
  static var blank: Blank<Pb__Ulimit> { pb__ulimit__init }

  func write(to wire: inout Pb__Ulimit, in arena: PackingArena) {
    wire.name = arena.text(resource)
    wire.soft = Int64(soft)
    wire.hard = Int64(hard ?? soft)
  }
}

private struct SecretVariable: WireWritable {
  let secret: LLBRun.Secret
  let name: String
  static var blank: Blank<Pb__SecretEnv> { pb__secret_env__init }

  func write(to wire: inout Pb__SecretEnv, in arena: PackingArena) {
    wire.id = arena.text(secret.id)
    wire.name = arena.text(name)
    wire.optional = secret.isOptional ? 1 : 0
  }
}
