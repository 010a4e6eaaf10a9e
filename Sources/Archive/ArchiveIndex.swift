/// What an archive holds, as a tree, before its links are followed.
struct ArchiveIndex {
  struct Node {
    enum Kind {
      case folder
      case file(offset: Int64, size: Int64)
      case symbolicLink(target: [UInt8])
    }

    var kind: Kind
    var mode: UInt16
    var modificationTime: Int64
    /// The folder it lies in; the root lies in itself.
    let parent: Int
    var children: [[UInt8]: Int] = [:]
  }

  /// The first is the root.
  private(set) var nodes = [Node(kind: .folder, mode: 0o755, modificationTime: 0, parent: 0)]

  /// Reads the headers of a whole archive.
  init(_ reader: consuming TarReader) throws(ArchiveError) {
    var reader = reader
    while let item = try reader.next() {
      guard nodes.count < ArchiveLimits.entries else {
        throw ArchiveError(.tooLarge, "has more than \(ArchiveLimits.entries) files in it")
      }
      try add(item)
    }
  }

  private mutating func add(_ item: TarReader.Item) throws(ArchiveError) {
    let names = try Self.names(item.path)
    guard let last = names.last else {
      nodes[0].mode = item.mode
      return
    }
    var folder = 0
    for name in names.dropLast() { folder = try child(name, of: folder, or: item.path) }
    let kind: Node.Kind
    switch item.kind {
    case .folder:
      // As with tar itself, a folder that is there already keeps what is in it.
      let index = try child(last, of: folder, or: item.path)
      nodes[index].mode = item.mode
      nodes[index].modificationTime = item.modificationTime
      return
    case .file(let offset, let size): kind = .file(offset: offset, size: size)
    case .symbolicLink(let target):
      guard !target.isEmpty, !target.contains(0), target.count <= ArchiveLimits.path else {
        throw ArchiveError(.malformed, "is damaged: link \(shown(item.path)) has no valid target")
      }
      kind = .symbolicLink(target: target)
    case .hardLink(let target):
      guard let first = try find(target), case .file = nodes[first].kind else {
        throw ArchiveError(
          .badLink,
          "has a hard link \(shown(item.path)) to \(shown(target)), which is no file in it")
      }
      kind = nodes[first].kind
    }
    // Of what has the same path the last counts.
    nodes[folder].children[last] = nodes.count
    nodes.append(
      Node(
        kind: kind, mode: item.mode, modificationTime: item.modificationTime, parent: folder))
  }

  /// The folder of a name inside another one, made if it isn't there.
  private mutating func child(
    _ name: [UInt8], of parent: Int, or path: [UInt8]
  ) throws(ArchiveError) -> Int {
    if let index = nodes[parent].children[name] {
      if case .folder = nodes[index].kind { return index }
      throw ArchiveError(
        .malformed, "has \(shown(path)) in it, on whose way there is something that is no folder")
    }
    nodes[parent].children[name] = nodes.count
    nodes.append(Node(kind: .folder, mode: 0o755, modificationTime: 0, parent: parent))
    return nodes.count - 1
  }

  private func find(_ path: [UInt8]) throws(ArchiveError) -> Int? {
    var index = 0
    for name in try Self.names(path) {
      guard let next = nodes[index].children[name] else { return nil }
      index = next
    }
    return index
  }

  /// The names on the way of a path, which must not lead out of the archive.
  private static func names(_ path: [UInt8]) throws(ArchiveError) -> [[UInt8]] {
    guard path.first != UInt8(ascii: "/") else { throw leaving(path) }
    guard path.count <= ArchiveLimits.path, !path.contains(0) else {
      throw ArchiveError(.malformed, "has a path in it that no file can have: \(shown(path))")
    }
    var names: [[UInt8]] = []
    for name in path.split(separator: UInt8(ascii: "/")) where !name.elementsEqual(".".utf8) {
      guard !name.elementsEqual("..".utf8) else { throw leaving(path) }
      names.append([UInt8](name))
    }
    guard names.count <= ArchiveLimits.depth else {
      throw ArchiveError(.tooLarge, "has folders in it that are nested too deep")
    }
    return names
  }

  private static func leaving(_ path: [UInt8]) -> ArchiveError {
    ArchiveError(.leavesArchive, "has \(shown(path)) in it, which would lie outside of it")
  }
}
