import Glibc

/// What a symbolic link leads to, inside the folder that it was found in.
enum FollowedLink {
  /// Something that is neither a folder nor a link.
  case file(DiskFile)
  case directory(OpenDirectory)

  /// As many links on one way as Linux itself follows.
  private static let limit = 40

  /// Follows a link, name by name. No step leaves the folder, whatever others do to it meanwhile:
  /// going up never goes beyond it, and going down never goes through a link unread.
  ///
  /// - Throws: ``FileTreeError`` naming the link when it leads out of its folder, to nothing, or
  ///   around in circles.
  init(_ link: UnsafePointer<CChar>, in directory: OpenDirectory) throws(FileTreeError) {
    func failure(_ code: FileTreeError.Code) -> FileTreeError {
      FileTreeError(code, directory.shownPath(link))
    }
    var current = directory
    /// The names still to go, the next one last.
    var names: [[UInt8]] = []
    var target = try directory.target(of: link)
    for _ in 0..<Self.limit {
      if target.first == .slash {
        while let parent = current.parent { current = parent }
        guard let inside = Self.path(target, inside: current.folder.path) else {
          throw failure(.linkLeavesFolder)
        }
        target = inside
      }
      names += target.split(separator: .slash).reversed().map([UInt8].init)
      var next: [UInt8]?
      while next == nil, let name = names.popLast() {
        if name == [.dot] { continue }
        if name == [.dot, .dot] {
          guard let parent = current.parent else { throw failure(.linkLeavesFolder) }
          current = parent
          continue
        }
        let file = DiskFile(
          directory: current, name: .owned(name.map(CChar.init(bitPattern:)) + [0]))
        switch try file.type(orThrow: failure(.danglingLink)) {
        case S_IFLNK: next = try file.name.withPointer(current.target(of:))
        case S_IFDIR:
          current = try file.name.withPointer { name throws(FileTreeError) in
            try OpenDirectory(name, in: current)
          }
        default:
          guard names.isEmpty else { throw failure(.danglingLink) }
          self = .file(file)
          return
        }
      }
      guard let next else {
        self = .directory(current)
        return
      }
      target = next
    }
    throw failure(.linkLoop)
  }

  /// What is left of an absolute path inside a folder; nil when it is not inside.
  private static func path(_ path: [UInt8], inside folder: [UInt8]) -> [UInt8]? {
    if folder == [.slash] { return path }
    guard path.starts(with: folder) else { return nil }
    let rest = path.dropFirst(folder.count)
    return rest.isEmpty || rest.first == .slash ? [UInt8](rest) : nil
  }
}

extension DiskFile {
  /// The type, as in `S_IFMT`, a link not being followed.
  ///
  /// - Parameter missing: the error for a file that is not there.
  fileprivate func type(orThrow missing: FileTreeError) throws(FileTreeError) -> mode_t {
    do {
      return try name.withPointer(directory.status(of:)).st_mode & S_IFMT
    } catch {
      throw error.code == .vanished ? missing : error
    }
  }
}
