import Glibc

/// A folder that exists as long as somebody holds it.
final class ScratchFolder: Sendable {
  let path: String

  /// - Parameter parent: where it is made; `/dev/shm` for state that must not wait for a disk.
  init(below parent: String = "/tmp") throws {
    var template = Array("\(parent)/bentokit-tests.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure("can't make a folder: error \(errno)") }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { Self.remove(Array(path.utf8)) }

  /// The path of something in the folder.
  func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, and makes the folders on its way.
  @discardableResult
  func write(_ text: String, to name: String, mode: mode_t = 0o644) throws -> String {
    let target = path(name)
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o755)
    }
    let file = try OpenedFile(path: target, flags: O_WRONLY | O_CREAT | O_TRUNC)
    fchmod(file.descriptor, mode)
    let bytes = Array(text.utf8)
    guard Glibc.write(file.descriptor, bytes, bytes.count) == bytes.count else {
      throw Failure("can't write \(target)")
    }
    return target
  }

  /// The names in the folder, sorted.
  var names: [String] {
    Self.names(in: Array(path.utf8)).map { String(decoding: $0, as: UTF8.self) }.sorted()
  }

  static func names(in folder: [UInt8]) -> [[UInt8]] {
    guard let stream = opendir((folder + [0]).map(CChar.init(bitPattern:))) else { return [] }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        Array(bytes.prefix { $0 != 0 })
      }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
    }
    return names
  }

  private static func remove(_ path: [UInt8]) {
    let text = (path + [0]).map(CChar.init(bitPattern:))
    if unlink(text) == 0 { return }
    for name in names(in: path) { remove(path + Array("/".utf8) + name) }
    rmdir(text)
  }
}

/// All bytes of a file.
func contents(of path: String) throws -> [UInt8] {
  try OpenedFile(path: path, flags: O_RDONLY).contents()
}
