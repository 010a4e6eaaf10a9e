/// Writes out the tree of an archive, with links followed.
struct ArchiveListing {
  private let index: ArchiveIndex
  private var list: [Archive.Entry] = []
  /// The folders on the way from the root to where this is.
  private var way: [Int] = [0]

  init(_ index: ArchiveIndex) { self.index = index }

  /// Everything, folders before what they hold, names in byte order.
  mutating func entries() throws(ArchiveError) -> [Archive.Entry] {
    try list(0, at: [])
    return list
  }

  private mutating func list(_ folder: Int, at path: [UInt8]) throws(ArchiveError) {
    guard way.count <= ArchiveLimits.depth else {
      throw ArchiveError(.tooLarge, "has folders in it that are nested too deep")
    }
    let names = index.nodes[folder].children.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    for (name, child) in names {
      guard list.count < ArchiveLimits.entries else {
        throw ArchiveError(.tooLarge, "has more than \(ArchiveLimits.entries) files in it")
      }
      let path = path.isEmpty ? name : path + [UInt8(ascii: "/")] + name
      let place = try index.destination(of: child, at: path)
      let node = index.nodes[place]
      switch node.kind {
      case .file(let offset, let size):
        add(node, at: path, .file(offset: offset, size: size))
      case .folder:
        guard !way.contains(place) else {
          throw ArchiveError(.badLink, "has a link \(shown(path)) to a folder that it lies in")
        }
        add(node, at: path, .folder)
        way.append(place)
        try list(place, at: path)
        way.removeLast()
      // What a link leads to is never a link.
      case .symbolicLink: break
      }
    }
  }

  private mutating func add(
    _ node: ArchiveIndex.Node, at path: [UInt8], _ kind: Archive.Entry.Kind
  ) {
    list.append(
      Archive.Entry(
        path: path, kind: kind, mode: node.mode, modificationTime: node.modificationTime))
  }
}
