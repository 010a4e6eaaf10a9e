import CLinux
import Glibc

/// Makes on disk what a walk comes by: parents before children, so the folders on the way to where
/// the walk is are the ones that are open.
struct TreeStager {
  private let tree: FileTree
  private let root: StagedDirectory
  private var folders: [StagedDirectory]
  private var placer: FilePlacer

  init(_ tree: FileTree, into root: StagedDirectory, proceed: @escaping () throws -> Void) {
    self.tree = tree
    self.root = root
    folders = [root]
    placer = FilePlacer(proceed: proceed)
  }

  mutating func take(_ entry: borrowing TreeEntry) throws {
    while let last = folders.last, !entry.path.starts(with: last.path) { try finishLast() }
    let folder = folders.last ?? root
    let name = entry.path[folder.path.count...].map(CChar.init(bitPattern:)) + [0]
    let stat = entry.stat
    switch entry.content {
    case .memory(let index): try placer.write(tree.contents[index], to: name, in: folder, stat)
    case .empty: try placer.write([], to: name, in: folder, stat)
    case .packed:
      if let source = entry.source {
        try placer.copy(tree.open(source), as: name, in: folder, stat)
      }
    case .disk(let file): try placer.place(file, as: name, in: folder, stat, root: root)
    case .none where stat.isFolder:
      folders.append(try StagedDirectory(name, in: folder, path: entry.path, stat))
      placer.report.folders += 1
    case .none:
      try makeNode(name, in: folder, stat)
      placer.report.others += 1
    }
  }

  /// Finishes the folders that are still open.
  mutating func finish() throws -> StagingReport {
    while !folders.isEmpty { try finishLast() }
    return placer.report
  }

  private mutating func finishLast() throws(FileTreeError) {
    try folders.popLast()?.finish(&placer.report)
  }

  /// Makes a symbolic link, a pipe or a device.
  private mutating func makeNode(
    _ name: [CChar], in folder: StagedDirectory, _ stat: FileStat
  ) throws(FileTreeError) {
    let made: Int32
    if stat.mode & FileMode.symbolicLink != 0 {
      let target = stat.linkName.map(CChar.init(bitPattern:)) + [0]
      made = symlinkat(target, folder.descriptor, name)
    } else {
      // The umask, too, has a say in the permissions at first.
      let device = bentokit_device(
        UInt32(truncatingIfNeeded: stat.deviceMajor), UInt32(truncatingIfNeeded: stat.deviceMinor))
      made = mknodat(folder.descriptor, name, stat.linuxType | 0o600, device)
      if made == 0 { fchmodat(folder.descriptor, name, stat.linuxPermissions, 0) }
    }
    var times = stat.times
    guard made == 0, utimensat(folder.descriptor, name, &times, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw FileTreeError(.unwritable, folder.path + name.shown, errorNumber: errno)
    }
    placer.report.lostAttributes += stat.extendedAttributes.count
  }
}

extension FileStat {
  /// The type of something that is neither a file, a folder nor a link, in Linux' bits.
  fileprivate var linuxType: mode_t {
    if mode & FileMode.namedPipe != 0 { return S_IFIFO }
    return mode & FileMode.characterDevice != 0 ? S_IFCHR : S_IFBLK
  }
}
