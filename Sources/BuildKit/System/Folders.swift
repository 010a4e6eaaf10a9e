import Glibc

/// Makes folders by their paths.
enum Folders {
  /// Makes a folder and those it lies in.
  ///
  /// - Parameter mode: the permissions of new folders, less those of the umask.
  /// - Returns: whether it wasn't there.
  /// - Throws: ``SystemFailure``, with `ENOTDIR` for something that is no folder.
  @discardableResult
  static func make(_ path: String, mode: mode_t) throws(SystemFailure) -> Bool {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw SystemFailure(operation: "writing into the folder \(path)", errno: ENOTDIR)
      }
      return false
    }
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    if let slash = trimmed.lastIndex(of: "/"), slash > trimmed.startIndex {
      try make(String(trimmed[..<slash]), mode: mode)
    }
    guard mkdir(path, mode) == 0 || errno == EEXIST else {
      throw SystemFailure(operation: "making the folder \(path)", errno: errno)
    }
    return true
  }
}
