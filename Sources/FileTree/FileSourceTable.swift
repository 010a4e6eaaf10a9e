/// The sources of many files under numbers, in little memory: 32 bytes and the name each, and the path
/// of a directory once for its files.
package struct FileSourceTable: Sendable {
  private struct Row {
    let number: UInt32
    /// Where the name begins among all names; it ends where the next row's begins.
    let nameStart: UInt32
    let size: Int64
    let modificationTime: Int64
    /// The inode of a file on disk, the index of one in memory, the offset of one in a pack.
    let identifier: UInt64
  }

  /// Neighbouring rows whose files are in one place.
  private struct Run {
    let firstRow: Int
    let place: Place
  }

  private enum Place: Equatable {
    case empty
    case memory
    case pack(Int)
    /// The folder by its index, the directory's path in there.
    case directory(folder: Int, path: [UInt8], device: UInt64)
  }

  private var rows: [Row] = []
  private var runs: [Run] = []
  private var names: [UInt8] = []

  /// An empty table.
  package init() {}

  /// Keeps the source of an entry; one that is no regular file is left out.
  ///
  /// - Precondition: `number` is greater than all before.
  package mutating func append(_ entry: borrowing TreeEntry, number: UInt32) {
    precondition(rows.last.map { $0.number < number } ?? true)
    let nameStart = UInt32(names.count)
    let place: Place
    let identifier: UInt64
    switch entry.content {
    case .none: return
    case .empty: (place, identifier) = (.empty, 0)
    case .memory(let index): (place, identifier) = (.memory, UInt64(index))
    case .packed(let piece):
      (place, identifier) = (.pack(piece.pack), UInt64(bitPattern: piece.offset))
    case .disk(let file):
      names.append(contentsOf: file.name)
      identifier = file.identity.inode
      place = .directory(
        folder: file.directory.folderIndex, path: file.directory.path,
        device: file.identity.device)
    }
    if runs.last?.place != place { runs.append(Run(firstRow: rows.count, place: place)) }
    rows.append(
      Row(
        number: number, nameStart: nameStart, size: entry.stat.size,
        modificationTime: entry.stat.modificationTime, identifier: identifier))
  }

  /// Gives back the memory that was kept for further sources.
  package mutating func compact() {
    rows = rows.withUnsafeBufferPointer { [Row]($0) }
    runs = runs.withUnsafeBufferPointer { [Run]($0) }
    names = names.withUnsafeBufferPointer { [UInt8]($0) }
  }

  /// Whether there is a source under a number.
  package func contains(_ number: UInt32) -> Bool { index(of: number) != nil }

  private func index(of number: UInt32) -> Int? {
    let index = rows.partitioningIndex { $0.number >= number }
    return index < rows.count && rows[index].number == number ? index : nil
  }

  /// The source under a number; nil when there is none.
  package subscript(number: UInt32) -> FileSource? {
    guard let index = index(of: number) else { return nil }
    let row = rows[index]
    let location: FileSource.Location
    switch runs[runs.partitioningIndex { $0.firstRow > index } - 1].place {
    case .empty: location = .empty
    case .memory: location = .memory(Int(row.identifier))
    case .pack(let pack):
      location = .packed(PackedPiece(pack: pack, offset: Int64(bitPattern: row.identifier)))
    case .directory(let folder, let path, let device):
      let nameEnd = index + 1 < rows.count ? Int(rows[index + 1].nameStart) : names.count
      location = .disk(
        folder: folder, path: path + names[Int(row.nameStart)..<nameEnd],
        identity: FileIdentity(device: device, inode: row.identifier))
    }
    return FileSource(
      location: location, size: row.size, modificationTime: row.modificationTime)
  }
}
