import Digests
import FileTree

/// One file, folder or link of a build context.
struct ContextFile: Decodable, Equatable {
  let path: String
  let type: String
  let mode: String?
  let size: Int64?
  let sha256: String?
  let target: String?

  /// Everything in a tree, as a builder would be sent it.
  static func files(in tree: FileTree) throws -> [ContextFile] {
    var files: [ContextFile] = []
    try tree.walk { entry in
      let path = String(decoding: entry.path, as: UTF8.self)
      let mode = "0o" + String(entry.stat.mode & 0o777, radix: 8)
      if entry.stat.isFolder {
        files.append(
          ContextFile(path: path, type: "dir", mode: mode, size: nil, sha256: nil, target: nil))
      } else if let source = entry.source {
        files.append(
          ContextFile(
            path: path, type: "file", mode: mode, size: entry.stat.size,
            sha256: try digest(of: tree.open(source)), target: nil))
      } else {
        let target = String(decoding: entry.stat.linkName, as: UTF8.self)
        files.append(
          ContextFile(
            path: path, type: "symlink", mode: nil, size: nil, sha256: nil, target: target))
      }
    }
    return files
  }

  private static func digest(of file: OpenFile) throws -> String {
    var sum = try SHA256()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    var offset: Int64 = 0
    while true {
      let count = try file.read(into: buffer, at: offset)
      if count == 0 { return sum.hexadecimal() }
      sum.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      offset += Int64(count)
    }
  }
}
