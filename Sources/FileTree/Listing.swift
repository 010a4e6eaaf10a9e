import CLinux
import Glibc

/// A name in a folder of the tree.
struct ListedName {
  /// The first eight bytes as a number that sorts as they do.
  let key: UInt64
  /// Where the name begins among the listing's bytes; a NUL follows it.
  let offset: UInt32
  let length: UInt32
  let origin: Origin

  /// Who has the name.
  enum Origin {
    /// A layer of the folder, with the type of the file (`DT_REG` and so on).
    case layer(UInt32, type: UInt8)
    /// A node of the tree.
    case node(UInt32)
  }
}

/// The names in one folder of the tree, in byte order. A name that several layers have is there
/// several times.
///
/// The memory is used again for the next folder on the same level.
final class Listing {
  private(set) var names: [ListedName] = []
  private var bytes = UnsafeMutableRawPointer.allocate(byteCount: 4096, alignment: 1)
  private var capacity = 4096
  private var used = 0

  deinit { bytes.deallocate() }

  /// Takes the names of a folder in the place of all there were.
  func fill(from folder: TreeFolder, of tree: FileTree) throws(FileTreeError) {
    removeAll()
    for (index, layer) in folder.layers.enumerated() {
      try append(contentsOf: layer.directory, layer: index)
    }
    if let node = folder.node {
      for child in tree.nodes[node].children {
        tree.nodes[child].name.withUnsafeBytes { append($0, .node(UInt32(child))) }
      }
    }
    sort()
  }

  /// Takes one name of a folder in the place of all there were: as often as it is there.
  func fill(
    with name: [UInt8], from folder: TreeFolder, of tree: FileTree
  ) throws(FileTreeError) {
    removeAll()
    let file = FileName.owned(name.map(CChar.init(bitPattern:)) + [0])
    for (index, layer) in folder.layers.enumerated() {
      do {
        let mode = try file.withPointer(layer.directory.status(of:)).st_mode
        // The type of a directory entry is the mode without its lowest twelve bits.
        let type = UInt8((mode & S_IFMT) >> 12)
        name.withUnsafeBytes { append($0, .layer(UInt32(index), type: type)) }
      } catch {
        guard error.code == .vanished || error.errorNumber == ENAMETOOLONG else { throw error }
      }
    }
    if let node = folder.node,
      case .at(let position) = tree.nodes[node].position(of: name, in: tree.nodes)
    {
      let child = tree.nodes[node].children[position]
      name.withUnsafeBytes { append($0, .node(UInt32(child))) }
    }
  }

  private func removeAll() {
    names.removeAll(keepingCapacity: true)
    used = 0
  }

  /// The range of a name that begins at an index: several when several layers have it, empty behind
  /// the last.
  func group(at start: Int) -> Range<Int> {
    var end = start
    while end < names.count, areEqual(names[start], names[end]) { end += 1 }
    return start..<end
  }

  /// The bytes of a name, a NUL behind them; valid until the listing changes.
  func pointer(to name: ListedName) -> UnsafePointer<CChar> {
    UnsafePointer((bytes + Int(name.offset)).assumingMemoryBound(to: CChar.self))
  }

  /// The bytes of a name; valid until the listing changes.
  func bytes(of name: ListedName) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: bytes + Int(name.offset), count: Int(name.length))
  }

  private func append(_ name: UnsafeRawBufferPointer, _ origin: ListedName.Origin) {
    if used + name.count + 1 > capacity { grow(toHold: used + name.count + 1) }
    let start = bytes + used
    var key: UInt64 = 0
    for index in 0..<min(name.count, 8) {
      key |= UInt64(name[index]) << UInt64(56 - 8 * index)
    }
    if let source = name.baseAddress { start.copyMemory(from: source, byteCount: name.count) }
    start.storeBytes(of: 0, toByteOffset: name.count, as: UInt8.self)
    names.append(
      ListedName(
        key: key, offset: UInt32(used), length: UInt32(name.count), origin: origin))
    used += name.count + 1
  }

  private func grow(toHold count: Int) {
    capacity = max(count, capacity * 2)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 1)
    larger.copyMemory(from: bytes, byteCount: used)
    bytes.deallocate()
    bytes = larger
  }

  private func sort() {
    let bytes = bytes
    names.sort { left, right in
      if left.key != right.key { return left.key < right.key }
      let order = memcmp(
        bytes + Int(left.offset), bytes + Int(right.offset), Int(min(left.length, right.length)))
      return order != 0 ? order < 0 : left.length < right.length
    }
  }

  private func areEqual(_ left: ListedName, _ right: ListedName) -> Bool {
    left.key == right.key && left.length == right.length
      && memcmp(bytes + Int(left.offset), bytes + Int(right.offset), Int(left.length)) == 0
  }

  /// Appends what a directory on disk holds, without `.` and `..`.
  private func append(
    contentsOf directory: OpenDirectory, layer: Int
  ) throws(FileTreeError) {
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 32 << 10, alignment: 8)
    defer { scratch.deallocate() }
    while true {
      let count = bentokit_getdents64(directory.descriptor, scratch.baseAddress, scratch.count)
      guard count >= 0 else {
        throw FileTreeError(system: errno, directory.shownPath)
      }
      if count == 0 { return }
      append(records: UnsafeRawBufferPointer(rebasing: scratch[..<count]), layer: UInt32(layer))
    }
  }

  /// Takes the names from records of `struct linux_dirent64`: two numbers of 64 bits, the record's
  /// length in 16, the type in 8, the name with a NUL at its end.
  private func append(records: UnsafeRawBufferPointer, layer: UInt32) {
    var start = 0
    while start + 19 < records.count {
      let length = Int(records.loadUnaligned(fromByteOffset: start + 16, as: UInt16.self))
      let name = UnsafeRawBufferPointer(
        rebasing: records[start + 19..<min(start + length, records.count)])
      let nameLength = name.firstIndex(of: 0) ?? name.count
      let isDots = name[0] == .dot && (nameLength == 1 || nameLength == 2 && name[1] == .dot)
      if !isDots {
        append(
          UnsafeRawBufferPointer(rebasing: name[..<nameLength]),
          .layer(layer, type: records[start + 18]))
      }
      start += length
    }
  }
}
