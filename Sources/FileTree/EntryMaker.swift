import Glibc

/// Makes the entries of one walk: asks the system for everything that BuildKit is told.
struct EntryMaker {
  private var hardLinks = HardLinks()
  private var attributes = ExtendedAttributeReader()

  /// The entry of something in memory.
  func entry(for item: AddedItem, at path: UnsafeRawBufferPointer) -> TreeEntry {
    switch item {
    case .file(let stat, let content):
      TreeEntry(path: path, stat: stat, content: .memory(content))
    case .packed(let stat, let piece):
      TreeEntry(path: path, stat: stat, content: .packed(piece))
    case .symbolicLink(let stat), .emptyFolder(let stat):
      TreeEntry(path: path, stat: stat, content: .none)
    case .folder:
      TreeEntry(path: path, stat: .generatedFolder(0o755), content: .none)
    }
  }

  /// The entry of an open folder: what its latest part says.
  mutating func entry(
    for folder: TreeFolder, at path: UnsafeRawBufferPointer
  ) throws(FileTreeError) -> TreeEntry {
    if let stat = folder.generatedStat {
      return TreeEntry(path: path, stat: stat, content: .none)
    }
    guard let directory = folder.directory else {
      return TreeEntry(path: path, stat: .generatedFolder(0o755), content: .none)
    }
    let status = try directory.status()
    var stat = FileStat(status)
    stat.extendedAttributes = try attributes.attributes(
      of: ".", in: directory, device: status.st_dev)
    return TreeEntry(path: path, stat: stat, content: .none)
  }

  /// The entry of a file on disk.
  mutating func entry(
    for file: DiskFile, at path: UnsafeRawBufferPointer
  ) throws(FileTreeError) -> TreeEntry {
    try file.name.withPointer { name throws(FileTreeError) in
      try entry(for: name, in: file.directory, at: path)
    }
  }

  private mutating func entry(
    for name: UnsafePointer<CChar>, in directory: OpenDirectory, at path: UnsafeRawBufferPointer
  ) throws(FileTreeError) -> TreeEntry {
    let status = try directory.status(of: name)
    let type = status.st_mode & S_IFMT
    guard type != S_IFDIR else { throw FileTreeError(.changed, directory.shownPath(name)) }
    var stat = FileStat(status)
    if type == S_IFLNK {
      stat.linkName = try directory.target(of: name)
      // A later hard link keeps its size: the daemon compares it with that of its own copy.
    } else if status.st_nlink > 1, let first = hardLinks.firstPath(of: status, path) {
      stat.linkName = first
    }
    stat.extendedAttributes = try attributes.attributes(
      of: name, in: directory, device: status.st_dev)
    let content: TreeEntry.Content =
      switch type {
      case S_IFREG:
        .disk(
          TreeEntry.DiskContent(
            directory: directory, name: name, identity: FileIdentity(status)))
      case S_IFSOCK: .empty
      default: .none
      }
    return TreeEntry(path: path, stat: stat, content: content)
  }
}
