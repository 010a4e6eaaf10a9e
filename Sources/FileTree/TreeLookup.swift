import Glibc

extension TreeReader {
  /// The target of the symbolic link at a path, nil when there is none. Links on the way are not
  /// followed.
  func linkTarget(of path: [UInt8]) throws(FileTreeError) -> [UInt8]? {
    guard let (folder, name) = try parent(of: path) else { return nil }
    let listing = Listing()
    defer { withExtendedLifetime(listing) {} }
    switch try look(up: name, in: folder, at: PathBuffer(path), listing) {
    case .added(.symbolicLink(let stat)): return stat.linkName
    case .disk(let file):
      return try file.name.withPointer { (name) throws(FileTreeError) -> [UInt8]? in
        guard try file.directory.status(of: name).st_mode & S_IFMT == S_IFLNK else { return nil }
        return try file.directory.target(of: name)
      }
    case .added, .folder, .nothing: return nil
    }
  }

  /// The names in the folder at a path, in byte order; none when there is no folder.
  func names(in path: [UInt8]) throws(FileTreeError) -> [[UInt8]] {
    // The folder is where any name behind its path lies.
    guard let (folder, _) = try parent(of: path + [.slash, .dot]) else { return [] }
    let listing = Listing()
    try listing.fill(from: folder, of: tree)
    var names: [[UInt8]] = []
    var group = listing.group(at: 0)
    while !group.isEmpty {
      names.append([UInt8](listing.bytes(of: listing.names[group.lowerBound])))
      group = listing.group(at: group.upperBound)
    }
    return names
  }

  /// The folder that a path lies in, and its last name; nil when there is no such folder.
  private func parent(
    of path: [UInt8]
  ) throws(FileTreeError) -> (folder: TreeFolder, name: [UInt8])? {
    var names = path.split(separator: .slash).map([UInt8].init)
    guard let last = names.popLast() else { return nil }
    var folder = try TreeFolder.root(of: tree)
    let way = PathBuffer([])
    for name in names {
      if way.count > 0 { way.append(.slash) }
      name.withUnsafeBytes { way.append($0) }
      let listing = Listing()
      defer { withExtendedLifetime(listing) {} }
      guard case .folder(let plan) = try look(up: name, in: folder, at: way, listing) else {
        return nil
      }
      folder = try open(plan, in: folder, start: way.count + 1)
    }
    return (folder, last)
  }

  /// What a name in a folder stands for.
  ///
  /// - Parameters:
  ///   - path: the path in the tree, the name at its end.
  ///   - listing: keeps the name; what is returned is valid as long as it is.
  private func look(
    up name: [UInt8], in folder: TreeFolder, at path: PathBuffer, _ listing: Listing
  ) throws(FileTreeError) -> Resolution {
    if name == [.dot] || name == [.dot, .dot] { return .nothing }
    try listing.fill(with: name, from: folder, of: tree)
    let group = listing.group(at: 0)
    guard let first = listing.names.first else { return .nothing }
    return try resolve(
      listing.pointer(to: first), listing.names[group].lazy.map(\.origin), in: folder,
      path: path.bytes)
  }
}
