import Glibc

/// What a symbolic link leads to, inside the folder that it was found in.
enum FollowedLink {
  /// Something that is neither a folder nor a link.
  case file(DiskFile)
  case directory(OpenDirectory)

  /// As many links on one way as Linux itself follows.
  private static let limit = 40

  /// Follows a link as its folder's options allow.
  ///
  /// - Throws: ``FileTreeError`` naming the link.
  init(following link: UnsafePointer<CChar>, in directory: OpenDirectory) throws(FileTreeError) {
    if directory.folder.symbolicLinks == .followAnywhere {
      try self.init(anywhere: link, in: directory)
    } else {
      try self.init(link, in: directory)
    }
  }

  /// Follows a link wherever it leads.
  private init(
    anywhere link: UnsafePointer<CChar>, in directory: OpenDirectory
  ) throws(FileTreeError) {
    let folder = directory.folder
    guard let text = realpath(directory.systemPath(of: link), nil) else {
      let number = errno
      let target = try directory.target(of: link)
      switch number {
      case ENOENT: throw FileTreeError(.danglingLink, directory.shownPath(link), target: target)
      case ELOOP: throw FileTreeError(.linkLoop, directory.shownPath(link), target: target)
      default: throw FileTreeError(system: number, directory.shownPath(link))
      }
    }
    defer { free(text) }
    let path = [UInt8](UnsafeRawBufferPointer(start: text, count: strlen(text)))
    var status = stat()
    guard lstat(text, &status) == 0 else { throw FileTreeError(system: errno, path) }
    if status.st_mode & S_IFMT == S_IFDIR {
      self = .directory(
        try OpenDirectory(elsewhere: path, for: folder, index: directory.folderIndex))
      return
    }
    // A path without links has a name behind its last slash, and a folder before it.
    let slash = path.lastIndex(of: .slash) ?? 0
    let parent = try OpenDirectory(
      elsewhere: [UInt8](path[...slash]), for: folder, index: directory.folderIndex)
    let name = path[(slash + 1)...].map(CChar.init(bitPattern:)) + [0]
    self = .file(DiskFile(directory: parent, name: .owned(name)))
  }

  /// Follows a link, name by name. No step leaves the folder, whatever others do to it meanwhile:
  /// going up never goes beyond it, and going down never goes through a link unread.
  ///
  /// - Throws: ``FileTreeError`` naming the link when it leads out of its folder, to nothing, or
  ///   around in circles.
  init(_ link: UnsafePointer<CChar>, in directory: OpenDirectory) throws(FileTreeError) {
    var current = directory
    /// The names still to go, the next one last.
    var names: [[UInt8]] = []
    var target = try directory.target(of: link)
    let shownTarget = target
    func failure(_ code: FileTreeError.Code) -> FileTreeError {
      FileTreeError(code, directory.shownPath(link), target: shownTarget)
    }
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
