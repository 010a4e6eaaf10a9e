import Glibc

/// Finds out, along with the walk of an export, what the output folder holds that the export does
/// not, and deletes it at the end.
struct FolderDeletion {
  private struct Level {
    let path: [UInt8]
    /// Names that were there before, rising, and not passed yet.
    var remaining: ArraySlice<[UInt8]>
  }

  private var levels: [Level]
  private var doomed: [[UInt8]] = []

  init(root: Int32) throws(SystemFailure) {
    levels = [Level(path: [], remaining: try FolderRemoval.names(in: root)[...])]
  }

  /// The walk comes to an entry: what lies before it is not in the export.
  mutating func pass(_ position: EntryOrder.Position) throws(SystemFailure) {
    for _ in 0..<position.foldersLeft { leave() }
    let top = levels.count - 1
    while let name = levels[top].remaining.first, !position.name.lexicographicallyPrecedes(name) {
      levels[top].remaining.removeFirst()
      if name != position.name { doom(name) }
    }
  }

  /// The walk enters a folder.
  ///
  /// - Parameter descriptor: of the folder, if it was there before.
  mutating func enter(_ path: [UInt8], _ descriptor: Int32?) throws(SystemFailure) {
    var names: [[UInt8]] = []
    if let descriptor { names = try FolderRemoval.names(in: descriptor) }
    levels.append(Level(path: path, remaining: names[...]))
  }

  /// The walk is over: deletes.
  mutating func finish(_ folders: OpenFolders) throws(SystemFailure) {
    while !levels.isEmpty { leave() }
    for path in doomed {
      try FolderRemoval.remove(path.lastName, in: folders.parent(of: path))
    }
    doomed = []
  }

  private mutating func leave() {
    guard let level = levels.last else { return }
    for name in level.remaining { doom(name) }
    levels.removeLast()
  }

  private mutating func doom(_ name: [UInt8]) {
    guard let level = levels.last else { return }
    doomed.append(level.path.isEmpty ? name : level.path + [.slash] + name)
  }
}
