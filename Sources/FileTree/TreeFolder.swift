/// A folder of a tree, opened: the directories on disk that are laid over each other there, and
/// the node of what was added to the tree there or below.
struct TreeFolder {
  /// A directory on disk, and how it comes to be here.
  struct Layer {
    let directory: OpenDirectory
    /// The number of the addition.
    let addition: Int
    /// Where the path inside the added folder begins in a path of the tree, in bytes.
    let start: Int
    /// The patterns of the added folder that matched this directory.
    var exclusions = PatternMatcher.Matches()
    /// Whether this directory is left out but for what is in it.
    var isHidden = false
    /// Where links are followed, the directories on the way from the added folder to this one.
    var way: [FileIdentity] = []
  }

  /// The directories, the later additions last.
  var layers: [Layer] = []
  /// The node's index.
  var node: Int?
  /// The number of the last addition that something later hides; what is not later is not there.
  var floor = 0
  /// What BuildKit is told about the folder, when the latest that says anything about it is not on
  /// disk; nil when it is ``directory``.
  var generatedStat: FileStat?

  /// The directory on disk that the folder's permissions and time are taken from.
  var directory: OpenDirectory? { (visibleLayer ?? layers.last)?.directory }

  private var visibleLayer: Layer? { layers.last { !$0.isHidden } }

  /// Whether the folder is there only when something in it is.
  var isHidden: Bool { node == nil && visibleLayer == nil }

  /// The root of a tree.
  static func root(of tree: FileTree) throws(FileTreeError) -> TreeFolder {
    var root = TreeFolder()
    try root.add(node: 0, of: tree, start: 0)
    return root
  }

  /// Adds what a node says: folders on disk, and permissions.
  ///
  /// - Parameter start: the length of a path inside this folder before its last name, in bytes.
  mutating func add(node index: Int, of tree: FileTree, start: Int) throws(FileTreeError) {
    node = index
    var latest = visibleLayer?.addition ?? 0
    for (addition, item) in tree.nodes[index].items where addition > floor {
      switch item {
      case .folder(let folder):
        let directory = try OpenDirectory(tree.folders[folder], index: folder)
        let way = directory.folder.followsLinks ? [try directory.identity()] : []
        let layer = Layer(directory: directory, addition: addition, start: start, way: way)
        // Layers from folders further up may have been added later.
        let position = layers.firstIndex { $0.addition > addition } ?? layers.count
        layers.insert(layer, at: position)
        if addition > latest { (latest, generatedStat) = (addition, nil) }
      case .emptyFolder(let stat):
        if addition > latest { (latest, generatedStat) = (addition, stat) }
      case .file, .packed, .symbolicLink:
        break
      }
    }
    if layers.isEmpty, generatedStat == nil { generatedStat = .generatedFolder(0o755) }
  }
}
