import Glibc

/// Removes folders that were staged. No link is followed, and no file in them is changed: it may be
/// the same file as one outside.
enum FolderRemoval {
  /// Removes something in a folder, and what is in it; what can't be removed stays.
  static func remove(_ name: [CChar], in parent: Int32) {
    if unlinkat(parent, name, 0) == 0 || errno != EISDIR { return }
    var descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if descriptor < 0, errno == EACCES {
      // A folder that not even its owner may read. It is a folder, and so are all on the way.
      fchmodat(parent, name, 0o700, 0)
      descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    guard descriptor >= 0 else { return }
    fchmod(descriptor, 0o700)
    for name in names(in: descriptor) { remove(name, in: descriptor) }
    close(descriptor)
    unlinkat(parent, name, AT_REMOVEDIR)
  }

  /// The names in an open folder, each with a NUL at its end.
  static func names(in folder: Int32) -> [[CChar]] {
    let descriptor = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    guard let stream = fdopendir(descriptor) else {
      close(descriptor)
      return []
    }
    defer { closedir(stream) }
    var names: [[CChar]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        [CChar]($0.bindMemory(to: CChar.self).prefix { $0 != 0 }) + [0]
      }
      if name.shown != [.dot], name.shown != [.dot, .dot] { names.append(name) }
    }
    return names
  }
}
