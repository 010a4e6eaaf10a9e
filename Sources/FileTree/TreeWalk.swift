import Glibc

/// One walk over a tree: parents before children, siblings in the byte order of their names.
///
/// It keeps one open directory and one list of names per level, and remembers the files with
/// several hard links; nothing else grows.
struct TreeWalk {
  /// A folder on the way from the root to where the walk is.
  private struct Level {
    let folder: TreeFolder
    let listing: Listing
    var next = 0
    /// The length of the folder's path with the slash behind it, 0 for the root.
    let pathLength: Int
    /// What matched the folder.
    let matches: PreparedFilter.Matches
    /// Whether the folder was visited; when it was, those above were too.
    var isVisited: Bool
  }

  private let reader: TreeReader
  private let filter: PreparedFilter
  private var levels: [Level] = []
  private let path = PathBuffer()
  private var entries = EntryMaker()
  private var spareListings: [Listing] = []
  /// What matched the name at hand.
  private var matches = PreparedFilter.Matches()

  init(_ tree: FileTree, _ filter: WalkFilter) throws(FileTreeError) {
    reader = TreeReader(tree: tree)
    self.filter = try PreparedFilter(filter, for: reader)
  }

  mutating func run(_ visit: (borrowing TreeEntry) throws -> Void) throws {
    try descend(into: .root(of: reader.tree), isVisited: true)
    while let level = levels.last {
      let names = level.listing.group(at: level.next)
      guard !names.isEmpty else {
        levels.removeLast()
        spareListings.append(level.listing)
        continue
      }
      levels[levels.count - 1].next = names.upperBound
      path.truncate(to: level.pathLength)
      path.append(level.listing.bytes(of: level.listing.names[names.lowerBound]))
      try step(to: names, in: level, visit)
    }
  }

  private mutating func descend(
    into folder: TreeFolder, isVisited: Bool
  ) throws(FileTreeError) {
    let listing = spareListings.popLast() ?? Listing()
    try listing.fill(from: folder, of: reader.tree)
    if path.count > 0 { path.append(.slash) }
    levels.append(
      Level(
        folder: folder, listing: listing, pathLength: path.count, matches: matches,
        isVisited: isVisited))
  }

  /// Deals with one name of the folder at hand.
  private mutating func step(
    to names: Range<Int>, in level: Level, _ visit: (borrowing TreeEntry) throws -> Void
  ) throws {
    let verdict = try filter.verdict(
      path.bytes, parent: level.matches, matches: &matches, reader.scratch)
    if verdict == .pruned { return }
    let listing = level.listing
    let name = listing.pointer(to: listing.names[names.lowerBound])
    let resolution = try reader.resolve(
      name, listing.names[names].lazy.map(\.origin), in: level.folder, path: path.bytes)
    switch resolution {
    case .nothing: break
    case .added(let item):
      guard verdict == .shown else { return }
      try visitFoldersAbove(visit)
      try visit(entries.entry(for: item, at: path.bytes))
    case .disk(let file):
      guard verdict == .shown else { return }
      let entry = try entries.entry(for: file, at: path.bytes)
      try visitFoldersAbove(visit)
      try visit(entry)
    case .folder(let plan):
      try step(into: plan, of: level.folder, isShown: verdict == .shown, visit)
    }
  }

  private mutating func step(
    into plan: FolderPlan, of parent: TreeFolder, isShown: Bool,
    _ visit: (borrowing TreeEntry) throws -> Void
  ) throws {
    let folder: TreeFolder
    do {
      folder = try reader.open(plan, in: parent, start: path.count + 1)
    } catch {
      // As with BuildKit's own client, what is not sent need not be readable.
      if !isShown, error.code == .notPermitted { return }
      throw error
    }
    let isVisited = isShown && !folder.isHidden
    if isVisited {
      let entry = try entries.entry(for: folder, at: path.bytes)
      try visitFoldersAbove(visit)
      try visit(entry)
    }
    try descend(into: folder, isVisited: isVisited)
  }

  /// Visits the folders on the way that were not, since nothing in them was to be sent.
  private mutating func visitFoldersAbove(
    _ visit: (borrowing TreeEntry) throws -> Void
  ) throws {
    guard let last = levels.last, !last.isVisited else { return }
    for index in levels.indices where !levels[index].isVisited {
      let path = UnsafeRawBufferPointer(rebasing: path.bytes.prefix(levels[index].pathLength - 1))
      try visit(entries.entry(for: levels[index].folder, at: path))
      levels[index].isVisited = true
    }
  }
}

extension FileTree {
  /// Visits everything in the tree that a filter lets through: parents before children, siblings in
  /// the byte order of their names. Blocks while it lists folders; memory does not grow with the
  /// number of files.
  ///
  /// - Parameters:
  ///   - filter: what is visited. A folder that it does not let through is visited all the same
  ///     before the first thing in it that is.
  ///   - visit: what to do at an entry; throwing ends the walk.
  /// - Throws: what `visit` throws, and ``FileTreeError`` for a file or folder that cannot be
  ///   looked at: one that vanished since its folder was listed is an error, not left out.
  package func walk(
    _ filter: WalkFilter = WalkFilter(), _ visit: (borrowing TreeEntry) throws -> Void
  ) throws {
    var walk = try TreeWalk(self, filter)
    try walk.run(visit)
  }
}
