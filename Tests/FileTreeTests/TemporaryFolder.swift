import Glibc

/// A folder of its own on disk for a test, removed when nobody holds it any more.
final class TemporaryFolder: Sendable {
  let path: String

  init(below parent: String = "/tmp") {
    var template = Array("\(parent)/filetree-tests-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
  }

  deinit { Self.remove(path.utf8CString.map { $0 }) }

  private static func remove(_ path: [CChar]) {
    if unlink(path) == 0 { return }
    _ = chmod(path, 0o700)
    if let directory = opendir(path) {
      while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) {
          [CChar]($0.bindMemory(to: CChar.self).prefix { $0 != 0 })
        }
        if name == [46] || name == [46, 46] { continue }
        remove(path.dropLast() + [47] + name + [0])
      }
      closedir(directory)
    }
    rmdir(path)
  }

  /// The path of something inside, for system calls.
  func at(_ name: some Sequence<UInt8>) -> [CChar] {
    path.utf8.map(CChar.init(bitPattern:)) + [47] + name.map(CChar.init(bitPattern:)) + [0]
  }

  func at(_ name: String) -> [CChar] { at(name.utf8) }

  /// Writes a file, and the folders it lies in.
  func write(_ name: String, _ content: String = "") {
    write(bytes: Array(name.utf8), content)
  }

  func write(bytes name: [UInt8], _ content: String = "") {
    makeParents(of: name)
    let descriptor = open(at(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    _ = Glibc.write(descriptor, content, content.utf8.count)
    close(descriptor)
  }

  func makeFolder(_ name: String) {
    makeParents(of: Array(name.utf8))
    mkdir(at(name), 0o755)
  }

  func link(_ name: String, to target: String) {
    makeParents(of: Array(name.utf8))
    _ = symlink(target, at(name))
  }

  private func makeParents(of name: [UInt8]) {
    for (index, byte) in name.enumerated() where byte == 47 {
      mkdir(at(name[..<index]), 0o755)
    }
  }
}
