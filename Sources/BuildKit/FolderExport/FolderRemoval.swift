import Glibc

/// Removes what stands in the way of an export. No link is followed.
enum FolderRemoval {
  /// Removes something in an open folder, and all that is in it.
  static func remove(_ name: [UInt8], in parent: Int32) throws(SystemFailure) {
    let name = name.cString
    if unlinkat(parent, name, 0) == 0 || errno == ENOENT { return }
    guard errno == EISDIR || errno == EPERM else { throw failure(name) }
    let descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(name) }
    defer { close(descriptor) }
    for name in try names(in: descriptor) { try remove(name, in: descriptor) }
    guard unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT else { throw failure(name) }
  }

  /// The names in an open folder, rising.
  static func names(in folder: Int32) throws(SystemFailure) -> [[UInt8]] {
    let descriptor = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0, let stream = fdopendir(descriptor) else {
      let failure = SystemFailure(operation: "reading a folder", errno: errno)
      if descriptor >= 0 { close(descriptor) }
      throw failure
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != [.dot], name != [.dot, .dot] { names.append(name) }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func failure(_ name: [CChar]) -> SystemFailure {
    let shown = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    return SystemFailure(operation: "removing \(shown)", errno: errno)
  }
}
