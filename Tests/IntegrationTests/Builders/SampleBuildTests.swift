import Bento
import BuildKit
import Containerfile
import FileTree
import Testing

@testable import BentoContainer

/// Bentos, built by real builder programs and by the direct way.
@Suite(.takingTurns) struct SampleBuildTests {
  @Test(arguments: Builder.all) func itsImageHoldsTheFilesOfADirectBuild(
    _ builder: Builder
  ) async throws {
    let bento = try BothWays("greeter", home: SampleHome.path)
    let (built, direct) = try await bento.files(builder)
    #expect(built.count > 1000)
    #expect(built.keys.contains { $0.hasPrefix("home/bentoml/bento/src/serve.py") })
    #expect(ImageFiles.differences(built, direct) == [])
  }

  /// Scripts/soak runs it.
  @Test(
    .enabled(if: processEnvironment("BENTOKIT_TEST_BENTO") != nil), arguments: Builder.all)
  func soDoesThatOfAGivenBento(_ builder: Builder) async throws {
    let bento = try #require(try BothWays.given)
    let (built, direct) = try await bento.files(builder)
    #expect(built.count > 1000)
    #expect(ImageFiles.lastingDifferences(built, direct).prefix(50) == [])
  }
}

/// A bento that is built by a program and by the direct way.
private struct BothWays {
  private let bento: Bento
  private let home: String

  init(_ name: String, home: String) throws {
    self.home = home
    bento = try BentoStore(home: home).bento(named: name)
  }

  /// The one that the environment names.
  static var given: BothWays? {
    get throws {
      guard let name = processEnvironment("BENTOKIT_TEST_BENTO") else { return nil }
      return try BothWays(name, home: try BentoMLHome.folder())
    }
  }

  /// The files of its image, as a builder makes them and as the direct way does, from one
  /// Dockerfile.
  func files(
    _ builder: Builder
  ) async throws -> (built: [String: String], direct: [String: String]) {
    let containerfile = try Containerfile(
      for: bento, options: ContainerfileOptions(buildKit: builder.isBuildKit))
    let context = try FileTree(
      bento.context(
        models: ModelStore(home: home),
        files: [GeneratedFile(path: Containerfile.path, content: containerfile.text)]))
    let staging = try ScratchFolder()
    let image = "both-\(builder.testDescription):\(unique())"
    let outcome = try await builder.plan(
      context, dockerfile: TreePath(Containerfile.path), image: image
    ).run(options: Builder.options(staging: staging))
    #expect(ScratchFolder.names(in: Array(staging.path("tmp").utf8)).isEmpty)
    #expect(outcome.staging?.lostAttributes == 0)

    var request = try BuildRequest(dockerfile: containerfile.text, context: context)
    request.sharedKey = "both-\(bento.tag)"
    request.timeout = nil
    request.frontendAttributes["force-network-mode"] = "host"
    request.entitlements = ["network.host"]
    return (
      try ImageFiles.facts(await builder.files(of: image)),
      try ImageFiles.facts(await request.builtFiles())
    )
  }
}
