import Glibc

/// Folders in which an export may delete: those below the working folder, as with buildx. A slip of
/// the pen must not empty somebody's home.
enum DeletableFolder {
  /// Whether a folder, which need not exist yet, lies below the working folder, wherever links lead.
  static func contains(_ path: String) -> Bool {
    guard let working = realPath(WorkingFolder.current.path),
      let target = resolved(WorkingFolder.current.absolute(path))
    else { return false }
    return target.hasPrefix(working == "/" ? "/" : working + "/") && target != working
  }

  /// The path without links; what doesn't exist of it may hold no `..`.
  private static func resolved(_ path: String) -> String? {
    if let real = realPath(path) { return real }
    let parts = path.split(separator: "/")
    guard let last = parts.last, last != "..", last != "." else { return nil }
    let parent = "/" + parts.dropLast().joined(separator: "/")
    return resolved(parent).map { $0 == "/" ? "/\(last)" : "\($0)/\(last)" }
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
