import Glibc

/// A folder in which trees are staged: made into real folders, for programs that read no other.
///
/// Every staged tree is in a folder of its own that goes away with it. One that a killed process has
/// left is known by the lock that nobody holds any more, and removed when the next tree is staged.
///
/// On a file system without clones, staging makes hard links: the files of the tree keep their
/// content, permissions and times, but the system counts their names, so the time when anything of
/// them last changed (`st_ctime`) is a new one.
public struct StagingArea: Sendable {
  /// The folder, in bytes.
  let folder: [UInt8]
  private let isKept: Bool

  /// An area in a folder, which is made when a tree is staged and it isn't there. To link and clone
  /// files rather than copy them, it must be on the same file system as they are.
  ///
  /// - Parameters:
  ///   - folder: its path; a relative one is taken from the working folder.
  ///   - isKept: whether the folder stays where it had to be made; else it goes away with the tree that
  ///     it was made for, unless something else is in it.
  public init(folder: String, isKept: Bool = true) {
    self.folder = [UInt8](folder.utf8)
    self.isKept = isKept
  }

  /// Makes a tree into a real folder. Blocks; the time it takes grows with the number of files, not
  /// with their size, as long as none has to be copied.
  ///
  /// - Parameters:
  ///   - tree: what to make. Links, permissions and times come out as they are in the tree.
  ///   - proceed: called for every file and now and then while one is copied; throws to stop.
  /// - Throws: ``FileTreeError`` for a file that can't be read or made; what `proceed` throws.
  ///   Nothing is left then.
  package func stage(
    _ tree: FileTree, proceed: @escaping () throws -> Void = {}
  ) throws -> StagedTree {
    let place = try makePlace()
    do {
      try refuse(place, inside: tree)
      let root = StagedDirectory(root: try place.makeRoot())
      var stager = TreeStager(tree, into: root, proceed: proceed)
      try tree.walk { entry in
        try proceed()
        try stager.take(entry)
      }
      return StagedTree(place, try stager.finish())
    } catch {
      place.remove()
      throw error
    }
  }

  private func refuse(_ place: StagingPlace, inside tree: FileTree) throws(FileTreeError) {
    let holdsItself = tree.folders.contains { place.rootPath.starts(with: $0.path + [.slash]) }
    if holdsItself { throw FileTreeError(.stagedInItself, folder) }
  }

  /// How often another process may remove the folder between its being made and being used.
  private static let attempts = 100

  private func makePlace() throws(FileTreeError) -> StagingPlace {
    var attempts = 0
    while true {
      attempts += 1
      let made = try MadeFolders(folder)
      do throws(FileTreeError) {
        try StagingPlace.removeLeftOvers(in: folder)
        return try StagingPlace(in: folder, removing: isKept ? nil : made)
      } catch {
        if !isKept { made.remove() }
        guard error.errorNumber == ENOENT, attempts < Self.attempts else { throw error }
      }
    }
  }
}

/// A tree that was made into a real folder, which is removed with the last reference at the latest.
package final class StagedTree: Sendable {
  private let place: StagingPlace
  /// What it took.
  package let report: StagingReport

  init(_ place: StagingPlace, _ report: StagingReport) {
    self.place = place
    self.report = report
  }

  deinit { place.remove() }

  /// The absolute path of the folder, in bytes.
  package var path: [UInt8] { place.rootPath }

  /// Removes it. Blocks; what can't be removed is left for the next staging to try.
  package func remove() { place.remove() }
}
