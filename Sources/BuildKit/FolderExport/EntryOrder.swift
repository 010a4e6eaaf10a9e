/// Checks that the entries of an export come in the order of a walk: each folder before what is in
/// it, and the names in a folder rising by their bytes. So no entry comes twice, and none lies in
/// anything but a folder of the export.
struct EntryOrder {
  /// Linux takes no longer paths, with the NUL at the end, and no longer names.
  private static let longestPath = 4095
  private static let longestName = 255

  private struct Level {
    /// How long the folder's path is.
    let length: Int
    var last: [UInt8] = []
  }

  /// The path of the folder that the walk is in.
  private var folder: [UInt8] = []
  private var levels = [Level(length: 0)]

  /// An entry's place in the walk.
  struct Position {
    let name: [UInt8]
    /// The folders that the walk has left for this entry: their number.
    let foldersLeft: Int
  }

  /// Takes the next entry.
  mutating func accept(_ path: [UInt8], isFolder: Bool) throws(ExportError) -> Position {
    try Self.check(path)
    let slash = path.lastIndex(of: .slash)
    let parent = path[..<(slash ?? 0)]
    let name = Array(path[(slash.map { $0 + 1 } ?? 0)...])
    let depth = levels.count
    while let level = levels.last, !Self.isSame(folder[..<level.length], parent) {
      guard levels.count > 1 else {
        throw ExportError(.outOfOrder, path, "the folder it lies in was not announced before it")
      }
      levels.removeLast()
    }
    let top = levels.count - 1
    guard levels[top].last.lexicographicallyPrecedes(name) else {
      throw ExportError(.outOfOrder, path, "it comes twice, or too late")
    }
    levels[top].last = name
    let left = depth - levels.count
    if isFolder {
      folder = path
      levels.append(Level(length: path.count))
    }
    return Position(name: name, foldersLeft: left)
  }

  private static func isSame(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
    one.count == other.count && one.elementsEqual(other)
  }

  /// Throws if a path could lead out of the folder it is taken from.
  static func check(_ path: [UInt8]) throws(ExportError) {
    guard path.count <= longestPath else {
      throw ExportError(
        .invalidPath, Array(path.prefix(64)), "its path is longer than \(longestPath) bytes")
    }
    guard !path.contains(0) else {
      throw ExportError(.invalidPath, path, "its path holds a NUL byte")
    }
    for name in path.split(separator: .slash, omittingEmptySubsequences: false) {
      guard !name.isEmpty, name != [.dot], name != [.dot, .dot] else {
        throw ExportError(
          .invalidPath, path, "its path is empty, absolute, or holds \"//\", \".\" or \"..\"")
      }
      guard name.count <= longestName else {
        throw ExportError(.invalidPath, path, "a name is longer than \(longestName) bytes")
      }
    }
  }
}

extension UInt8 {
  static let slash = UInt8(ascii: "/")
  static let dot = UInt8(ascii: ".")
}
