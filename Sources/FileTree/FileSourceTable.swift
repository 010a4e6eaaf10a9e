/// The sources of many files under numbers, in little memory: 64 bytes and the path each.
package struct FileSourceTable: Sendable {
  private struct Row {
    let number: UInt32
    let size: Int64
    let modificationTime: Int64
    let place: Place
  }

  private enum Place {
    case empty
    case memory(UInt32)
    case packed(PackedPiece)
    /// The folder by its index; where the path lies among all paths.
    case disk(folder: UInt32, length: UInt32, start: Int, identity: FileIdentity)
  }

  private var rows: [Row] = []
  private var paths: [UInt8] = []

  /// An empty table.
  package init() {}

  /// Keeps the source of an entry; one that is no regular file is left out.
  ///
  /// - Precondition: `number` is greater than all before.
  package mutating func append(_ entry: borrowing TreeEntry, number: UInt32) {
    precondition(rows.last.map { $0.number < number } ?? true)
    let place: Place
    switch entry.content {
    case .none: return
    case .empty: place = .empty
    case .memory(let index): place = .memory(UInt32(index))
    case .packed(let piece): place = .packed(piece)
    case .disk(let file):
      let start = paths.count
      paths.append(contentsOf: file.directory.path)
      paths.append(contentsOf: file.name)
      place = .disk(
        folder: UInt32(file.directory.folderIndex), length: UInt32(paths.count - start),
        start: start, identity: file.identity)
    }
    rows.append(
      Row(
        number: number, size: entry.stat.size, modificationTime: entry.stat.modificationTime,
        place: place))
  }

  /// Gives back the memory that was kept for further sources.
  package mutating func compact() {
    rows = rows.withUnsafeBufferPointer { [Row]($0) }
    paths = paths.withUnsafeBufferPointer { [UInt8]($0) }
  }

  /// Whether there is a source under a number.
  package func contains(_ number: UInt32) -> Bool { row(number) != nil }

  private func row(_ number: UInt32) -> Row? {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low].number == number ? rows[low] : nil
  }

  /// The source under a number; nil when there is none.
  package subscript(number: UInt32) -> FileSource? {
    guard let row = row(number) else { return nil }
    let location: FileSource.Location =
      switch row.place {
      case .empty: .empty
      case .memory(let index): .memory(Int(index))
      case .packed(let piece): .packed(piece)
      case .disk(let folder, let length, let start, let identity):
        .disk(
          folder: Int(folder), path: [UInt8](paths[start..<start + Int(length)]),
          identity: identity)
      }
    return FileSource(
      location: location, size: row.size, modificationTime: row.modificationTime)
  }
}
