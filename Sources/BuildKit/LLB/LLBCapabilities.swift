// What a daemon has to be able to do for an operation (solver/pb/caps.go).

extension LLBExecution {
  var capabilities: Set<String> {
    var all: Set = ["exec.meta.base"]
    if process.network != .sandbox { all.insert("exec.meta.network") }
    if process.isInsecure { all.insert("exec.meta.security") }
    if !process.limits.isEmpty { all.insert("exec.meta.ulimit") }
    if !process.controlGroup.isEmpty { all.insert("exec.meta.cgroup.parent") }
    for mount in sortedMounts {
      switch mount.kind {
      case .cache: all.formUnion(["exec.mount.cache", "exec.mount.cache.sharing"])
      case .memory(let size):
        all.insert("exec.mount.tmpfs")
        if size > 0 { all.insert("exec.mount.tmpfs.size") }
      case .bind(let selector, _):
        if !selector.isEmpty { all.insert("exec.mount.selector") }
        if mount.source != nil { all.insert("exec.mount.bind") }
      }
    }
    if !secrets.isEmpty { all.insert("exec.mount.secret") }
    for case .variable in secrets.map(\.place) { all.insert("exec.secretenv") }
    if !agents.isEmpty { all.insert("exec.mount.ssh") }
    return all
  }
}

extension LLBFileAction {
  var capabilities: Set<String> {
    switch kind {
    case .copy(_, _, let options)
    where !options.includePatterns.isEmpty || !options.excludePatterns.isEmpty:
      ["file.copy.includeexcludepatterns"]
    case .remove(_, _, true): ["file.rm.wildcard"]
    case .link: ["file.symlink.create"]
    default: []
    }
  }
}
