import CBuildKitProtos

/// A mount of a process.
struct WrittenMount: WireWritable {
  enum Content {
    case point(LLBExecution.MountPoint)
    case secret(LLBRun.Secret)
    case agent(LLBRun.Agent, path: String)
  }

  let content: Content
  /// Which input; -1 for none.
  let input: Int64
  /// Which output; -1 for none.
  let output: Int64

  init(_ content: Content, _ input: Int64 = -1, output: Int64 = -1) {
    self.content = content
    self.input = input
    self.output = output
  }

  /// Mounts that are of no file system name the first one, as Go's client writes them.
  private static let none: (Int64, Int64) = (0, 0)

  static var blank: Blank<Pb__Mount> { pb__mount__init }

  func write(to wire: inout Pb__Mount, in arena: PackingArena) {
    wire.input = input
    wire.output = output
    switch content {
    case .point(let mount): write(mount, to: &wire, in: arena)
    case .secret(let secret):
      guard case .file(let path, let owner, let group, let permissions) = secret.place else {
        return
      }
      (wire.input, wire.output) = Self.none
      wire.dest = arena.text(path)
      wire.mount_type = PB__MOUNT_TYPE__SECRET
      wire.secret_opt = arena.message(
        WrittenSecret(
          id: secret.id, owner: owner, group: group, permissions: permissions,
          isOptional: secret.isOptional))
    case .agent(let agent, let path):
      (wire.input, wire.output) = Self.none
      wire.dest = arena.text(path)
      wire.mount_type = PB__MOUNT_TYPE__SSH
      wire.ssh_opt = arena.message(WrittenAgent(id: agent.id, isOptional: agent.isOptional))
    }
  }

  private func write(
    _ mount: LLBExecution.MountPoint, to wire: inout Pb__Mount, in arena: PackingArena
  ) {
    wire.dest = arena.text(mount.path)
    switch mount.kind {
    case .bind(let selector, let isReadOnly):
      wire.selector = arena.text(selector)
      wire.readonly = isReadOnly ? 1 : 0
    case .cache(let id, let sharing):
      wire.mount_type = PB__MOUNT_TYPE__CACHE
      wire.cache_opt = arena.message(WrittenCache(id: id, sharing: sharing))
    case .memory(let size):
      wire.mount_type = PB__MOUNT_TYPE__TMPFS
      wire.tmpfs_opt = arena.message(WrittenMemory(size: size))
    }
  }
}

private struct WrittenSecret: WireWritable {
  let id: String
  let owner: UInt32
  let group: UInt32
  let permissions: UInt16
  let isOptional: Bool
  static var blank: Blank<Pb__SecretOpt> { pb__secret_opt__init }

  func write(to wire: inout Pb__SecretOpt, in arena: PackingArena) {
    wire.id = arena.text(id)
    wire.uid = owner
    wire.gid = group
    wire.mode = UInt32(permissions)
    wire.optional = isOptional ? 1 : 0
  }
}

private struct WrittenAgent: WireWritable {
  let id: String
  let isOptional: Bool
  static var blank: Blank<Pb__SSHOpt> { pb__sshopt__init }

  func write(to wire: inout Pb__SSHOpt, in arena: PackingArena) {
    wire.id = arena.text(id)
    wire.mode = 0o600
    wire.optional = isOptional ? 1 : 0
  }
}

private struct WrittenCache: WireWritable {
  let id: String
  let sharing: LLBRun.CacheSharing
  static var blank: Blank<Pb__CacheOpt> { pb__cache_opt__init }

  func write(to wire: inout Pb__CacheOpt, in arena: PackingArena) {
    wire.id = arena.text(id)
    wire.sharing =
      switch sharing {
      case .shared: PB__CACHE_SHARING_OPT__SHARED
      case .private: PB__CACHE_SHARING_OPT__PRIVATE
      case .locked: PB__CACHE_SHARING_OPT__LOCKED
      }
  }
}

private struct WrittenMemory: WireWritable {
  let size: Int64
  static var blank: Blank<Pb__TmpfsOpt> { pb__tmpfs_opt__init }
  func write(to wire: inout Pb__TmpfsOpt, in arena: PackingArena) { wire.size = size }
}
