import Glibc

/// A folder and those on the way to it, as far as they had to be made.
struct MadeFolders: Sendable {
  private var paths: [[CChar]] = []

  /// Makes those that aren't there.
  init(_ folder: [UInt8]) throws(FileTreeError) {
    guard !folder.isEmpty, !folder.contains(0) else { throw FileTreeError(.unwritable, folder) }
    let ends = folder.indices.filter { folder[$0] == .slash && $0 > 0 } + [folder.count]
    for end in ends {
      let path = folder[..<end].map(CChar.init(bitPattern:)) + [0]
      if mkdir(path, 0o777) == 0 {
        paths.append(path)
      } else if errno != EEXIST {
        let code = errno
        remove()
        throw FileTreeError(.unwritable, folder, errorNumber: code)
      }
    }
  }

  /// Removes those that were made, but for what others have put something into.
  func remove() {
    for path in paths.reversed() { rmdir(path) }
  }
}
