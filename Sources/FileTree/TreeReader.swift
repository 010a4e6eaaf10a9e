import Glibc

/// What a name in a folder of a tree stands for, after everything that was laid over it.
enum Resolution {
  case nothing
  /// A file, link or device on disk.
  case disk(DiskFile)
  /// A file or link that was added.
  case added(AddedItem)
  case folder(FolderPlan)
}

/// A folder of a tree that is not open yet.
struct FolderPlan {
  /// A directory that makes it up.
  struct Part {
    enum Source {
      case named(DiskFile)
      case opened(OpenDirectory)
    }

    let source: Source
    /// The layer of the parent that it is found in.
    let layer: Int
    let exclusions: PatternMatcher.Matches
    let isHidden: Bool
  }

  var parts: [Part] = []
  var node: Int?
  var floor: Int
}

/// Looks names up in folders of a tree, and opens folders.
struct TreeReader {
  let tree: FileTree
  let scratch = PatternMatcher.Scratch()

  /// Decides what a name in a folder stands for.
  ///
  /// Of all that have the name, the latest that is not a folder hides what is earlier; the folders
  /// that are later than it merge.
  ///
  /// - Parameter path: the path in the tree, the name at its end.
  func resolve(
    _ name: UnsafePointer<CChar>, _ origins: some Sequence<ListedName.Origin>,
    in folder: TreeFolder, path: UnsafeRawBufferPointer
  ) throws(FileTreeError) -> Resolution {
    var plan = FolderPlan(floor: folder.floor)
    var latest = Resolution.nothing
    for origin in origins {
      switch origin {
      case .node(let index):
        plan.node = Int(index)
        for (addition, item) in tree.nodes[Int(index)].items
        where addition > plan.floor && !item.isFolder {
          (plan.floor, latest) = (addition, .added(item))
        }
      case .layer(let index, let type):
        let layer = folder.layers[Int(index)]
        var exclusions = PatternMatcher.Matches()
        let verdict =
          try layer.directory.folder.exclusions?.verdict(
            UnsafeRawBufferPointer(rebasing: path[layer.start...]), parent: layer.exclusions,
            matches: &exclusions, scratch) ?? .shown
        if verdict == .pruned { continue }
        switch try look(at: name, in: layer, type: type) {
        case .file(let file):
          if verdict == .shown, layer.addition > plan.floor {
            (plan.floor, latest) = (layer.addition, .disk(file))
          }
        case .directory(let source):
          plan.parts.append(
            FolderPlan.Part(
              source: source, layer: Int(index), exclusions: exclusions,
              isHidden: verdict == .hidden))
        }
      }
    }
    return choose(plan, latest, in: folder)
  }

  /// Leaves out of a plan what is hidden by something later; without anything left it is no folder.
  private func choose(
    _ plan: FolderPlan, _ latest: Resolution, in folder: TreeFolder
  ) -> Resolution {
    var plan = plan
    plan.parts.removeAll { folder.layers[$0.layer].addition <= plan.floor }
    if let index = plan.node {
      let node = tree.nodes[index]
      let isFolder =
        node.latestBelow > plan.floor
        || node.items.contains { $0.addition > plan.floor && $0.item.isFolder }
      if !isFolder { plan.node = nil }
    }
    return plan.parts.isEmpty && plan.node == nil ? latest : .folder(plan)
  }

  private enum Look {
    case file(DiskFile)
    case directory(FolderPlan.Part.Source)
  }

  /// Finds out whether something on disk is a folder, and follows it when it is a link that is to
  /// be followed.
  private func look(
    at name: UnsafePointer<CChar>, in layer: TreeFolder.Layer, type: UInt8
  ) throws(FileTreeError) -> Look {
    let file = DiskFile(directory: layer.directory, name: .borrowed(name))
    var type = Int32(type)
    if type == Int32(DT_UNKNOWN) {
      // The type of directories and links is the mode without the lowest twelve bits.
      type = Int32((try layer.directory.status(of: name).st_mode & S_IFMT) >> 12)
    }
    if type == Int32(DT_DIR) { return .directory(.named(file)) }
    guard type == Int32(DT_LNK), layer.directory.folder.followsLinks else { return .file(file) }
    switch try FollowedLink(following: name, in: layer.directory) {
    case .file(let file): return .file(file)
    case .directory(let directory):
      guard !layer.way.contains(try directory.identity()) else {
        throw FileTreeError(
          .linkLoop, layer.directory.shownPath(name), target: try layer.directory.target(of: name))
      }
      return .directory(.opened(directory))
    }
  }

  /// Opens a folder that a name stands for.
  ///
  /// - Parameter start: the length of a path inside it before its last name, in bytes.
  func open(
    _ plan: FolderPlan, in parent: TreeFolder, start: Int
  ) throws(FileTreeError) -> TreeFolder {
    var folder = TreeFolder()
    folder.floor = plan.floor
    for part in plan.parts {
      let directory: OpenDirectory
      switch part.source {
      case .opened(let opened): directory = opened
      case .named(let file):
        directory = try file.name.withPointer { name throws(FileTreeError) in
          try OpenDirectory(name, in: file.directory)
        }
      }
      let above = parent.layers[part.layer]
      let way = directory.folder.followsLinks ? above.way + [try directory.identity()] : []
      folder.layers.append(
        TreeFolder.Layer(
          directory: directory, addition: above.addition, start: above.start,
          exclusions: part.exclusions, isHidden: part.isHidden, way: way))
    }
    if let node = plan.node { try folder.add(node: node, of: tree, start: start) }
    return folder
  }
}
