import ArgumentParser
import BentoContainer
import BuildKit
import FileTree
import Glibc

/// What `bentokit build` is told to build.
struct BuildSource {
  let context: String?
  let file: String?
  let isFrontendNamed: Bool

  /// Reads what has to be read beforehand: standard input, where it is named or nothing else is.
  ///
  /// - Throws: `ContainerError`, `FileTreeError`, or what says that nothing was named.
  func read() throws -> SourceBuild.Source {
    guard let context else { return isFrontendNamed ? .frontend : .definition(try definition()) }
    if context == "-" { return try dockerfileFromInput() }
    if BuildContext.isRemote(context) {
      return .dockerfile(
        DockerfileSource(context: .remote(context), dockerfile: try dockerfile(remote: true)),
        place: context)
    }
    var tree = FileTree()
    try tree.addFolder(context)
    return .dockerfile(
      DockerfileSource(context: .files(tree), dockerfile: try dockerfile(remote: false)),
      place: WorkingFolder.current.absolute(context) + " " + (file ?? ""))
  }

  private func dockerfile(remote isRemote: Bool) throws -> DockerfileSource.Dockerfile {
    guard let file else { return .inContext() }
    if file == "-" { return .contents(try Self.input()) }
    return isRemote && !file.hasPrefix("/") ? .inContext(path: file) : .file(path: file)
  }

  private func dockerfileFromInput() throws -> SourceBuild.Source {
    guard file == nil else {
      throw ValidationError("the context - is a Dockerfile already; leave out --file")
    }
    let bytes = try Self.input()
    guard !InputArchive.isOne(bytes) else {
      throw ContainerError(
        .invalidOption, "the context - is an archive; unpack it, and name the folder")
    }
    return .dockerfile(
      DockerfileSource(context: .files(FileTree()), dockerfile: .contents(bytes)), place: "-")
  }

  private func definition() throws -> Definition {
    guard isatty(STDIN_FILENO) == 0 else {
      throw ValidationError(
        "nothing to build: name a CONTEXT or a --frontend, or pipe a build graph (LLB) in")
    }
    return Definition(bytes: try Self.input())
  }

  private static func input() throws(ContainerError) -> [UInt8] {
    try SmallFile.contents(of: STDIN_FILENO, name: "standard input")
  }
}

/// Tells an archive from a Dockerfile.
private enum InputArchive {
  /// What bzip2, gzip and xz begin with.
  private static let beginnings: [[UInt8]] = [
    [0x42, 0x5a, 0x68], [0x1f, 0x8b, 0x08], [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  ]

  static func isOne(_ bytes: [UInt8]) -> Bool {
    beginnings.contains { bytes.starts(with: $0) }
      || bytes.dropFirst(257).starts(with: Array("ustar".utf8))
  }
}
