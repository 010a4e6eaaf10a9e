import Glibc

@testable import BentoContainer

/// A folder of its own with programs in the place of real builders, removed when nobody holds it.
final class StandIn: Sendable {
  let folder: String

  init() {
    var template = Array("/tmp/bentocontainer-tests-XXXXXX".utf8CString)
    folder = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
    for name in ["bin", "home", "source"] { mkdir(path(name), 0o755) }
  }

  deinit { Self.remove(folder) }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// Makes a program of a shell script. It finds the shell's own programs, and in `$HERE` this folder.
  @discardableResult
  func program(_ name: String, _ script: String) -> String {
    let path = write(
      "#!/bin/sh\nHERE='\(folder)'\nPATH=/usr/bin:/bin\n\(script)\n", to: "bin/\(name)")
    chmod(path, 0o755)
    return path
  }

  @discardableResult
  func write(_ text: String, to name: String) -> String {
    let descriptor = open(path(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    defer { close(descriptor) }
    _ = Glibc.write(descriptor, text, text.utf8.count)
    return path(name)
  }

  /// The content of a file, nil without one.
  func read(_ name: String) -> String? {
    let descriptor = open(path(name), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }

  /// Waits until a file is there; after two minutes it never will be.
  func wait(for name: String) async throws {
    let end = ContinuousClock.now + .seconds(120)
    while read(name) == nil {
      guard ContinuousClock.now < end else { throw NeverThere(name: name) }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  struct NeverThere: Error {
    let name: String
  }

  /// What is in a folder.
  func names(in name: String) -> [String] {
    guard let stream = opendir(path(name)) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Runs with these programs on `PATH`, staging below this folder.
  var options: ProcessOptions {
    let variables = ["PATH": path("bin"), "BENTOML_HOME": path("home")]
    var options = ProcessOptions()
    options.environment = { variables[$0] }
    return options
  }

  private static func remove(_ path: String) {
    if unlink(path) == 0 { return }
    if let stream = opendir(path) {
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { remove("\(path)/\(name)") }
      }
      closedir(stream)
    }
    rmdir(path)
  }
}

/// What a run has written, by the pieces in which it came.
actor Pieces {
  private(set) var all: [ProcessOutput] = []
  private var isTaking = false
  private(set) var overlaps = 0

  func take(_ piece: ProcessOutput) async {
    if isTaking { overlaps += 1 }
    isTaking = true
    await Task.yield()
    all.append(piece)
    isTaking = false
  }

  func text(ofErrors errors: Bool) -> String {
    String(
      decoding: all.flatMap { piece -> [UInt8] in
        switch piece {
        case .standardOutput(let bytes): errors ? [] : bytes
        case .standardError(let bytes): errors ? bytes : []
        }
      }, as: UTF8.self)
  }
}
