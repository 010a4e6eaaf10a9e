/// A build context as a value: a tree of files drawn from folders on disk and from memory.
///
/// What is added is laid over what was added before, by path: folders merge, and in the place of a
/// file the later addition wins, whatever it is. Nothing is read or copied when it is added; the
/// folders are listed when the tree is walked, a file is opened when its content is asked for.
public struct FileTree: Sendable {
  private(set) var folders: [Folder] = []
  private(set) var contents: [[UInt8]] = []
  private(set) var packs: [Pack] = []
  private(set) var nodes = [AddedNode(name: [])]
  private var additions = 0

  /// An empty tree.
  public init() {}

  /// Shows a folder on disk at a place in the tree.
  ///
  /// - Parameters:
  ///   - folder: its path on disk; a symbolic link is followed.
  ///   - place: where its content appears.
  ///   - options: what of it appears.
  /// - Throws: ``FileTreeError`` when it is not there, not a folder or may not be opened, or when
  ///   a pattern is malformed.
  public mutating func addFolder(
    _ folder: String, at place: TreePath = .root, options: FolderOptions = FolderOptions()
  ) throws(FileTreeError) {
    try addFolder(bytes: [UInt8](folder.utf8), at: place, options: options)
  }

  /// Shows a folder on disk at a place in the tree.
  ///
  /// - Parameters:
  ///   - folder: its path on disk, in bytes; a symbolic link is followed.
  ///   - place: where its content appears.
  ///   - options: what of it appears.
  /// - Throws: ``FileTreeError`` when it is not there, not a folder or may not be opened, or when
  ///   a pattern is malformed.
  public mutating func addFolder(
    bytes folder: [UInt8], at place: TreePath = .root, options: FolderOptions = FolderOptions()
  ) throws(FileTreeError) {
    folders.append(try Folder(path: folder, options: options))
    add(.folder(folders.count - 1), at: place)
  }

  /// Adds a file that is held in memory.
  ///
  /// Its time of change stands for its content: other bytes, another time.
  ///
  /// - Parameters:
  ///   - contents: the file's bytes.
  ///   - place: its path.
  ///   - mode: the permissions, the lowest twelve bits of Linux' mode.
  /// - Throws: ``FileTreeError`` with the code `invalidPath` when `place` is the root.
  public mutating func addFile(
    contents: [UInt8], at place: TreePath, mode: UInt16 = 0o644
  ) throws(FileTreeError) {
    try refuseRoot(place)
    self.contents.append(contents)
    let stat = FileStat(
      mode: FileMode.permissions(mode), size: Int64(contents.count),
      modificationTime: GeneratedTime.of(contents))
    add(.file(stat, content: self.contents.count - 1), at: place)
  }

  /// Makes a file known that holds the bytes of many others, such as an archive.
  ///
  /// - Parameters:
  ///   - descriptor: the file, open for reading; duplicated here, so it may be closed afterwards.
  ///   - path: what errors call it.
  /// - Returns: its number, for ``addFile(in:from:size:at:mode:modificationTime:)``.
  /// - Throws: ``FileTreeError`` when it can't be duplicated.
  public mutating func addPack(
    descriptor: Int32, path: String
  ) throws(FileTreeError) -> Int {
    packs.append(try Pack(descriptor, path: [UInt8](path.utf8)))
    return packs.count - 1
  }

  /// Adds a file whose bytes are a piece of a larger one.
  ///
  /// - Parameters:
  ///   - pack: the number of the larger one in this tree.
  ///   - offset: where the piece begins, in bytes.
  ///   - size: the length of the piece, in bytes.
  ///   - place: its path.
  ///   - mode: the permissions, the lowest twelve bits of Linux' mode.
  ///   - modificationTime: in nanoseconds since 1970. The daemon is told just this, so two trees
  ///     that are synchronised under one key must not have other bytes behind the same time.
  /// - Throws: ``FileTreeError`` with the code `invalidPath` when `place` is the root or there is
  ///   no such pack or piece.
  public mutating func addFile(
    in pack: Int, from offset: Int64, size: Int64, at place: TreePath, mode: UInt16 = 0o644,
    modificationTime: Int64
  ) throws(FileTreeError) {
    try refuseRoot(place)
    guard packs.indices.contains(pack), offset >= 0, size >= 0, offset <= .max - size else {
      throw FileTreeError(.invalidPath, place.bytes)
    }
    let stat = FileStat(
      mode: FileMode.permissions(mode), size: size, modificationTime: modificationTime)
    add(.packed(stat, PackedPiece(pack: pack, offset: offset)), at: place)
  }

  /// Adds a folder, or gives one that is there already other permissions.
  ///
  /// - Parameters:
  ///   - place: its path.
  ///   - mode: the permissions, the lowest twelve bits of Linux' mode.
  /// - Throws: ``FileTreeError`` with the code `invalidPath` when `place` is the root.
  public mutating func addEmptyFolder(
    at place: TreePath, mode: UInt16 = 0o755
  ) throws(FileTreeError) {
    try refuseRoot(place)
    add(.emptyFolder(.generatedFolder(mode)), at: place)
  }

  /// Adds a symbolic link.
  ///
  /// - Parameters:
  ///   - target: where it leads, in bytes; not looked at.
  ///   - place: its path.
  /// - Throws: ``FileTreeError`` with the code `invalidPath` when `place` is the root or the target
  ///   is empty or has a NUL.
  public mutating func addSymbolicLink(
    to target: [UInt8], at place: TreePath
  ) throws(FileTreeError) {
    try refuseRoot(place)
    guard !target.isEmpty, !target.contains(0) else {
      throw FileTreeError(.invalidPath, target)
    }
    var stat = FileStat(
      mode: FileMode.symbolicLink | 0o777, size: Int64(target.count),
      modificationTime: GeneratedTime.of(target))
    stat.linkName = target
    add(.symbolicLink(stat), at: place)
  }

  private func refuseRoot(_ place: TreePath) throws(FileTreeError) {
    if place.isRoot { throw FileTreeError(.invalidPath, place.bytes) }
  }

  private mutating func add(_ item: AddedItem, at place: TreePath) {
    additions += 1
    var index = 0
    for name in place.components {
      nodes[index].latestBelow = additions
      index = child(name, of: index)
    }
    nodes[index].items.append((additions, item))
  }

  /// The node for a name inside another one, made when it is not there.
  private mutating func child(_ name: [UInt8], of parent: Int) -> Int {
    switch nodes[parent].position(of: name, in: nodes) {
    case .at(let position): return nodes[parent].children[position]
    case .before(let position):
      nodes.append(AddedNode(name: name))
      nodes[parent].children.insert(nodes.count - 1, at: position)
      return nodes.count - 1
    }
  }
}
