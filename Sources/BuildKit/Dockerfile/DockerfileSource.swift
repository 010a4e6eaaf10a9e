public import FileTree
import Glibc

/// A Dockerfile and the files that it is built from.
public struct DockerfileSource: Sendable {
  /// The files that a Dockerfile is built from.
  public enum Context: Sendable {
    /// A folder on this machine, or whatever else a tree holds.
    case files(FileTree)
    /// A git repository or a download, which the daemon gets by itself.
    case remote(String)
    /// A tar, plain or compressed, that the daemon fetches from here and unpacks.
    case archive(UploadSource)
  }

  /// The Dockerfile.
  public enum Dockerfile: Sendable {
    /// The one in the context, by its path there.
    case inContext(path: String = "Dockerfile")
    /// A file on this machine.
    case file(path: String)
    /// Here.
    case contents([UInt8])
  }

  /// The files that it is built from.
  public var context: Context
  /// The Dockerfile.
  public var dockerfile: Dockerfile

  /// A Dockerfile and its files.
  public init(context: Context, dockerfile: Dockerfile = .inContext()) {
    self.context = context
    self.dockerfile = dockerfile
  }

  /// Puts both into a request for the frontend.
  ///
  /// - Throws: `FileTreeError` for a folder that can't be read; ``BuildError`` of code `notFound` for a
  ///   Dockerfile on this machine that isn't there.
  public func apply(to request: inout BuildRequest) throws {
    switch context {
    case .files(let tree): request.locals["context"] = tree
    case .remote(let url): request.frontendAttributes["context"] = url
    case .archive(let source): request.frontendAttributes["context"] = request.upload(source)
    }
    switch dockerfile {
    case .inContext(let path):
      if case .files(let tree) = context { request.locals["dockerfile"] = tree }
      request.frontendAttributes["filename"] = path
      return
    case .file(let path):
      guard access(path, F_OK) == 0 else {
        throw BuildError(
          .notFound, "there is no Dockerfile \(path): \(String(cString: strerror(errno)))",
          advice:
            "name it by --file, as a path from the folder that you are in; without --file, the "
            + "context's own is read")
      }
      let slash = path.lastIndex(of: "/")
      let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
      var tree = FileTree()
      try tree.addFolder(folder)
      request.locals["dockerfile"] = tree
      request.frontendAttributes["filename"] =
        slash.map { String(path[path.index(after: $0)...]) } ?? path
    case .contents(let bytes):
      var tree = FileTree()
      try tree.addFile(contents: bytes, at: TreePath("Dockerfile"))
      request.locals["dockerfile"] = tree
      request.frontendAttributes["filename"] = "Dockerfile"
    }
    // Even where the context has one, too.
    request.frontendAttributes["dockerfilekey"] = "dockerfile"
  }
}
