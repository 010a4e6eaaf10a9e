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
  /// - Throws: `ContainerError`, `FileTreeError`; `CommandMistake` where there is nothing to build.
  func read() throws -> SourceBuild.Source {
    guard let context else { return isFrontendNamed ? .frontend : .definition(try definition()) }
    if context == "-" { return try sourceFromInput() }
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

  /// An archive of a context, which the daemon unpacks, or a Dockerfile.
  private func sourceFromInput() throws -> SourceBuild.Source {
    switch try PipedContext.beginning(of: STDIN_FILENO) {
    case .archive(let beginning):
      return .dockerfile(
        DockerfileSource(
          context: .archive(.descriptor(STDIN_FILENO, after: beginning)),
          dockerfile: try dockerfile(remote: true)), place: "-")
    case .dockerfile(let beginning):
      guard file == nil else {
        throw CommandMistake("the context - is a Dockerfile already; leave out --file")
      }
      return .dockerfile(
        DockerfileSource(
          context: .files(FileTree()), dockerfile: .contents(beginning + (try Self.input()))),
        place: "-")
    }
  }

  private func definition() throws -> Definition {
    let bytes = try Self.input()
    guard !bytes.isEmpty else { throw CommandMistake(Self.nothing) }
    return Definition(bytes: bytes)
  }

  private static let nothing =
    "nothing to build: name a CONTEXT or a --frontend, or pipe a build graph (LLB) in"

  /// Looks at the words alone.
  func validate() throws(ValidationError) {
    if context == "" {
      throw ValidationError("the CONTEXT is empty; name one, such as .")
    }
    if context == nil, file != nil {
      throw ValidationError("--file goes with a CONTEXT; name one, such as .")
    }
    if context == "-", file == "-" {
      throw ValidationError("standard input is the context already; leave out --file -")
    }
    if context == nil, !isFrontendNamed, isatty(STDIN_FILENO) == 1 {
      throw ValidationError(Self.nothing)
    }
  }

  private static func input() throws(ContainerError) -> [UInt8] {
    try SmallFile.contents(of: STDIN_FILENO, name: "standard input")
  }
}
