import BuildKit
import FileTree
import Glibc
import Testing

@testable import BentoContainer

/// A staged context arrives at a real builder as it is in the tree.
@Suite(.takingTurns) struct BuilderContextTests {
  @Test(arguments: Builder.all) func filesOfAllKindsArrive(_ builder: Builder) async throws {
    let source = try ScratchFolder()
    // podman and buildah take the set-user-id bit away from what they copy.
    let modes: [mode_t] = [0o644, 0o755, 0o600] + (builder.isBuildKit ? [0o4755] : [])
    for mode in modes { try source.write(unique(), to: "modes/file-\(mode)", mode: mode) }
    try source.makeFolder("shut", mode: 0o700)
    try source.makeFolder("empty", mode: 0o755)
    try source.makeLink("link", to: "../nowhere")
    try source.write("one file", to: "b-first")
    try source.makeHardLink("a-second", to: "b-first")
    try source.write("é", to: "e\u{301} and \u{e9}")
    var tree = try FileTree(folder: source)
    try tree.addFile(contents: Array("made".utf8), at: TreePath("made/script"), mode: 0o755)

    let dockerfile = "FROM scratch\nCOPY . /\n"
    let image = "kinds:\(unique())"
    _ = try await builder.plan(dockerfile: dockerfile, files: tree, image: image)
      .run(options: Builder.options(staging: ScratchFolder()))
    var context = tree
    try context.addFile(contents: Array(dockerfile.utf8), at: TreePath("Dockerfile"))
    let built = try ImageFiles.facts(await builder.files(of: image))
    let expected = try ImageFiles.facts(
      await BuildRequest(dockerfile: dockerfile, context: context).builtFiles())
    #expect(ImageFiles.differences(built, expected) == [])
  }

  @Test(arguments: Builder.all) func aRelativePathMeansTheCallersFolder(
    _ builder: Builder
  ) async throws {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let here = try #require(getcwd(&buffer, buffer.count).map { String(cString: $0) })
    let folder = try ScratchFolder()
    let ups = here.split(separator: "/").map { _ in ".." }.joined(separator: "/")
    let relative = ups + folder.path("id")
    _ = try await builder.plan(
      dockerfile: "FROM scratch\nCOPY Dockerfile /\n", ["--iidfile", Argument(relative)]
    ).run(options: Builder.options(staging: folder))
    #expect(try String(decoding: contents(of: folder.path("id")), as: UTF8.self).count >= 64)
  }
}
