import Bento
import FileTree

extension FileTree {
  /// The tree that a bento's context describes. Links in the bento stand for what they lead to, as
  /// in the copies that BentoML makes; links in models do too.
  init(_ description: ContextDescription) throws {
    self.init()
    let options = FolderOptions(symbolicLinks: .follow)
    try addFolder(description.bentoFolder, options: options)
    for folder in description.folders { try addEmptyFolder(at: TreePath(bytes: folder)) }
    for model in description.models {
      try addFolder(model.folder, at: TreePath(bytes: model.path), options: options)
    }
    for file in description.files {
      try addFile(
        contents: file.content, at: TreePath(bytes: file.path),
        mode: UInt16(truncatingIfNeeded: file.mode))
    }
  }
}
