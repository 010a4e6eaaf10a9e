@testable import FileTree

/// An entry as a test keeps it.
struct SeenEntry {
  let path: [UInt8]
  let stat: FileStat
  let source: FileSource?

  var name: String { String(decoding: path, as: UTF8.self) }
}

extension FileTree {
  /// Everything that a walk comes by.
  func entries() throws -> [SeenEntry] {
    var seen: [SeenEntry] = []
    try walk { entry in
      seen.append(SeenEntry(path: [UInt8](entry.path), stat: entry.stat, source: entry.source))
    }
    return seen
  }

  /// The paths that a walk comes by.
  func paths() throws -> [String] { try entries().map(\.name) }

  /// The paths that a walk comes by, those of folders with a slash at the end.
  func marks() throws -> [String] {
    try entries().map { $0.stat.isFolder ? $0.name + "/" : $0.name }
  }

  /// The content of a file in the tree.
  func content(_ path: String) throws -> String? {
    guard let source = try entries().first(where: { $0.name == path })?.source else { return nil }
    return try open(source).text()
  }
}

extension OpenFile {
  /// The whole content, read in small pieces.
  func text() throws -> String {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 7)
    while true {
      let count = try piece.withUnsafeMutableBytes { try read(into: $0, at: Int64(bytes.count)) }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += piece[..<count]
    }
  }
}

/// The code of the error that something throws, nil when it throws none of ours.
func errorCode(_ body: () throws -> Void) -> FileTreeError.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? FileTreeError)?.code
  }
}
