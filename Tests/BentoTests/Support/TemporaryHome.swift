import Glibc

/// A BentoML home below the temporary folder, gone when the test is over.
final class TemporaryHome {
  let path: String

  init() throws {
    var template = Array("/tmp/bento-tests-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure() }
    path = String(cString: made)
  }

  deinit { Self.remove(path) }

  /// Writes a file, and the folders it needs.
  func write(_ file: String, _ content: String) throws {
    var folder = path
    let parts = file.split(separator: "/")
    for part in parts.dropLast() {
      folder += "/\(part)"
      mkdir(folder, 0o755)
    }
    guard let stream = fopen("\(path)/\(file)", "w") else { throw Failure() }
    defer { fclose(stream) }
    guard fputs(content, stream) >= 0 else { throw Failure() }
  }

  /// Makes an empty folder, and those it is in.
  func makeFolder(_ folder: String) {
    var path = path
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      mkdir(path, 0o755)
    }
  }

  /// Writes a bento of the second format.
  func bento(_ folder: String, name: String, version: String, created: String? = nil) throws {
    var yaml = "service: s:S\nname: \(name)\nversion: '\(version)'\nspec: 2\n"
    if let created { yaml += "creation_time: \(created)\n" }
    try write("bentos/\(folder)/bento.yaml", yaml)
  }

  /// Writes a model.
  func model(_ name: String, _ version: String, created: String) throws {
    try write(
      "models/\(name)/\(version)/model.yaml",
      "name: \(name)\nversion: '\(version)'\ncreation_time: '\(created)'\n")
  }

  struct Failure: Error {}

  private static func remove(_ path: String) {
    guard let stream = opendir(path) else {
      unlink(path)
      return
    }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      if entry.pointee.d_type == DT_DIR {
        remove("\(path)/\(name)")
      } else {
        unlink("\(path)/\(name)")
      }
    }
    closedir(stream)
    rmdir(path)
  }
}
