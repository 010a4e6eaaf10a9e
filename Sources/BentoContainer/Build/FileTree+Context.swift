import Archive
package import Bento
package import FileTree

extension FileTree {
  /// The tree that a bento's context describes. Links in the bento stand for what they lead to, as
  /// in the copies that BentoML makes; links in models do too.
  ///
  /// - Throws: `FileTreeError`.
  package init(_ description: ContextDescription) throws {
    self.init()
    // Before the bento, whose own folders of these names keep their permissions.
    for folder in description.folders { try addEmptyFolder(at: TreePath(bytes: folder)) }
    switch description.bento.place {
    case .folder(let path):
      try addFolder(path, options: FolderOptions(symbolicLinks: .follow))
    case .archive(let archive):
      try add(archive)
    }
    for model in description.models {
      try addFolder(
        model.folder, at: TreePath(bytes: model.path),
        options: FolderOptions(symbolicLinks: .followAnywhere))
    }
    for snapshot in description.snapshots { try add(snapshot) }
    for file in description.files {
      try addFile(
        contents: file.content, at: TreePath(bytes: file.path),
        mode: UInt16(truncatingIfNeeded: file.mode))
    }
  }

  private mutating func add(_ archive: Archive) throws {
    let pack = try addPack(descriptor: archive.contents.descriptor, path: archive.path)
    for entry in archive.entries {
      let place = try TreePath(bytes: entry.path)
      switch entry.kind {
      case .folder: try addEmptyFolder(at: place, mode: entry.mode)
      case .file(let offset, let size):
        try addFile(
          in: pack, from: offset, size: size, at: place, mode: entry.mode,
          modificationTime: entry.modificationTime)
      }
    }
  }

  private mutating func add(_ snapshot: HubSnapshot) throws {
    let place = try TreePath(bytes: snapshot.path)
    if !snapshot.kept.isEmpty {
      try addFolder(
        snapshot.repository, at: place,
        options: FolderOptions(excludePatterns: IgnoreFile.patterns(forOnly: snapshot.kept)))
    }
    if !snapshot.followed.isEmpty {
      let folder = "snapshots/\(snapshot.commit)"
      try addFolder(
        "\(snapshot.repository)/\(folder)", at: place.appending(folder),
        options: FolderOptions(
          symbolicLinks: .followAnywhere,
          excludePatterns: IgnoreFile.patterns(forOnly: snapshot.followed)))
    }
  }
}
