/// Something that was added to a tree at a place.
enum AddedItem: Sendable {
  /// A folder on disk, by its index in the tree.
  case folder(Int)
  /// A folder of its own.
  case emptyFolder(FileStat)
  /// A file in memory, with the index of its content in the tree.
  case file(FileStat, content: Int)
  /// A file whose bytes are in a pack.
  case packed(FileStat, PackedPiece)
  case symbolicLink(FileStat)

  /// Whether other folders can be merged into it.
  var isFolder: Bool {
    switch self {
    case .folder, .emptyFolder: true
    case .file, .packed, .symbolicLink: false
    }
  }
}

/// A place in a tree where something was added, or below which something was.
struct AddedNode: Sendable {
  let name: [UInt8]
  /// What was added here: the number of the addition, and the thing; later ones last.
  var items: [(addition: Int, item: AddedItem)] = []
  /// The nodes below, by their index in the tree, in the byte order of their names.
  var children: [Int] = []
  /// The number of the latest addition below, 0 when there is none.
  var latestBelow = 0

  enum Position {
    case at(Int)
    case before(Int)
  }

  init(name: [UInt8]) { self.name = name }

  /// Where a child with this name is among the children, or has to be put.
  func position(of name: [UInt8], in nodes: [AddedNode]) -> Position {
    var low = 0
    var high = children.count
    while low < high {
      let middle = (low + high) / 2
      let other = nodes[children[middle]].name
      if other == name { return .at(middle) }
      if other.lexicographicallyPrecedes(name) { low = middle + 1 } else { high = middle }
    }
    return .before(low)
  }
}

extension FileStat {
  /// The stat of a folder that is not on disk.
  static func generatedFolder(_ mode: UInt16) -> FileStat {
    FileStat(
      mode: FileMode.folder | FileMode.permissions(mode), size: 0,
      modificationTime: GeneratedTime.folder)
  }
}
