import BuildKit
import FileTree
import Testing

extension BuildKitClient {
  /// A client of the daemon that the environment of the tests runs.
  static func ofEnvironment() throws -> BuildKitClient {
    try BuildKitClient(endpoint: Endpoint(try variable("BUILDKIT_HOST")))
  }
}

extension BuildRequest {
  /// A build of a Dockerfile whose files the daemon keeps apart from those of other builds.
  init(dockerfile: String, context: FileTree = FileTree()) throws {
    self.init()
    var tree = FileTree()
    try tree.addFile(contents: Array(dockerfile.utf8), at: TreePath("Dockerfile"))
    locals = ["dockerfile": tree, "context": context]
    sharedKey = unique()
    timeout = .seconds(150)
  }

  /// The same build with its files exported into a tar.
  func exporting(
    _ type: String = "tar", to path: String, _ attributes: [String: String] = [:]
  ) throws -> BuildRequest {
    var request = self
    request.exports.append(
      Export(type: type, attributes: attributes, output: try ExportOutput(file: path)))
    return request
  }

  /// Builds on the daemon of the environment and looks at the image's files.
  func builtFiles(on client: BuildKitClient? = nil) async throws -> Tar {
    let folder = try ScratchFolder(below: "/dev/shm")
    let client = try client ?? .ofEnvironment()
    _ = try await client.build(try exporting(to: folder.path("image.tar")))
    return try Tar(folder.path("image.tar"))
  }
}

extension FileTree {
  /// A tree with one folder of the disk.
  init(folder: ScratchFolder) throws {
    self.init()
    try addFolder(folder.path)
  }

  /// A tree of files in memory.
  init(files: [String: String]) throws {
    self.init()
    for (path, text) in files { try addFile(contents: Array(text.utf8), at: TreePath(path)) }
  }
}

/// Text that has never been before, so that no cache knows it.
func unique() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }

/// The error that a build ends with.
func failure(
  of request: BuildRequest, on client: BuildKitClient? = nil,
  _ location: SourceLocation = #_sourceLocation
) async throws -> BuildError {
  let client = try client ?? .ofEnvironment()
  return try #require(
    await #expect(throws: BuildError.self, sourceLocation: location) {
      _ = try await client.build(request)
    }, sourceLocation: location)
}

/// The smallest image with a shell.
let busybox = "busybox"
