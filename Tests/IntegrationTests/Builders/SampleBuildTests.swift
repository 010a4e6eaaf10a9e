import Bento
import BuildKit
import Containerfile
import FileTree
import Testing

@testable import BentoContainer

/// The sample bento, built by real builder programs.
@Suite(.takingTurns) struct SampleBuildTests {
  private func context(buildKit: Bool) throws -> FileTree {
    let bento = try BentoStore(home: SampleHome.path).bento(named: "greeter")
    let containerfile = try Containerfile(
      for: bento, options: ContainerfileOptions(buildKit: buildKit))
    return try FileTree(
      bento.context(
        models: ModelStore(home: SampleHome.path),
        files: [GeneratedFile(path: Containerfile.path, content: containerfile.text)]))
  }

  /// What the direct way makes of the same context.
  private func direct(_ context: FileTree, _ dockerfile: [UInt8]) async throws -> [String: String] {
    var request = try BuildRequest(
      dockerfile: String(decoding: dockerfile, as: UTF8.self), context: context)
    request.sharedKey = "greeter"
    return try ImageFiles.facts(await request.builtFiles())
  }

  @Test(arguments: Builder.all) func itsImageHoldsTheFilesOfADirectBuild(
    _ builder: Builder
  ) async throws {
    let home = try ScratchFolder()
    let context = try context(buildKit: builder.isBuildKit)
    let path = try TreePath(Containerfile.path)
    let image = "greeter-\(builder.testDescription):\(unique())"
    let outcome = try await builder.plan(context, dockerfile: path, image: image)
      .run(options: Builder.options(staging: home))
    #expect(home.names == ["tmp"])
    #expect(ScratchFolder.names(in: Array(home.path("tmp").utf8)).isEmpty)
    #expect(outcome.staging?.lostAttributes == 0)

    let bento = try BentoStore(home: SampleHome.path).bento(named: "greeter")
    let text = try Containerfile(
      for: bento, options: ContainerfileOptions(buildKit: builder.isBuildKit)
    ).text
    let built = try ImageFiles.facts(await builder.files(of: image))
    let expected = try await direct(context, Array(text.utf8))
    #expect(built.count > 1000)
    #expect(built.keys.contains { $0.hasPrefix("home/bentoml/bento/src/serve.py") })
    #expect(ImageFiles.differences(built, expected) == [])
  }
}
