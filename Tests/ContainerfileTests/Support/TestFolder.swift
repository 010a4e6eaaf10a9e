import Bento
import Glibc

/// A folder below the temporary one, gone when the test is over.
final class TestFolder {
  let path: String
  private var made: [String] = []

  init() throws {
    var template = Array("/tmp/containerfile-tests-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure() }
    path = String(cString: made)
  }

  deinit {
    for path in made.reversed() { remove(path) }
    rmdir(path)
  }

  /// Writes a file, and the folders it needs.
  func write(_ file: String, _ content: String) throws {
    try write(file, bytes: Array(content.utf8))
  }

  /// Writes a file of any bytes, and the folders it needs.
  func write(_ file: String, bytes: [UInt8]) throws {
    var folder = path
    for part in file.split(separator: "/").dropLast() {
      folder += "/\(part)"
      if mkdir(folder, 0o755) == 0 { made.append(folder) }
    }
    guard let stream = fopen("\(path)/\(file)", "w") else { throw Failure() }
    made.append("\(path)/\(file)")
    defer { fclose(stream) }
    guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else { throw Failure() }
  }

  /// Makes a link, in a folder that is there.
  func link(_ file: String, to target: String) throws {
    guard symlink(target, "\(path)/\(file)") == 0 else { throw Failure() }
    made.append("\(path)/\(file)")
  }

  /// The bento that the folder becomes by a `bento.yaml`.
  func bento(_ yaml: String) throws -> Bento {
    try write("bento.yaml", start + yaml)
    return try Bento(at: path)
  }

  struct Failure: Error {}
}
