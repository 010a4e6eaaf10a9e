import BuildKit
import Testing

/// The code that articles and comments show is compiled, and what it says is so.
@Suite(.takingTurns) struct CodeExampleTests {
  @Test func allOfItIsCompiled() async throws {
    let compiled = try await CodeExample.compiledLines()
    let examples = try await CodeExample.all()
    #expect(examples.count > 15)
    for example in examples {
      #expect(
        compiled.ranges(of: example.lines).count > 0,
        "\(example.place) isn't in Tests/*/Documentation/*Examples.swift")
    }
  }

  private func client() throws -> BuildKitClient {
    try #require(EnvironmentDaemon.all.last).client()
  }

  @Test func aDaemonTellsOfItself() async throws {
    let told = try await Printed.lines { try await BuildKitExamples.asking(client()) }
    #expect(told.first?.contains("linux/amd64") == true, "\(told)")
  }

  @Test func aDockerfileIsBuiltAndExported() async throws {
    let folder = try ScratchFolder()
    let told = try await Printed.lines {
      try await BuildKitExamples.building(client(), below: folder.path)
    }
    #expect(told.contains { $0.contains("COPY --from=made /greeting /") }, "\(told)")
    #expect(try await runShell("cat '\(folder.path)/files/greeting'") == "hello\nworld\n")
    #expect(try await runShell("tar -tf '\(folder.path)/image.tar'").contains("index.json"))
  }

  @Test func aGraphIsBuiltAndExported() async throws {
    let folder = try ScratchFolder()
    try await BuildKitExamples.buildingAGraph(client(), below: folder.path)
    #expect(try Tar(folder.path("out.tar")).contents("file") == Array("hello\n".utf8))
  }

  @Test func aResultIsLookedInto() async throws {
    let told = try await Printed.lines {
      try await BuildKitExamples.driving(client(), BuildKitExamples.request())
    }
    #expect(told.first == "hello\nworld\n")
  }

  @Test func aFrontendAnswers() async throws {
    let told = try await Printed.lines {
      try await BuildKitExamples.asking(client(), about: BuildKitExamples.request())
    }
    #expect(told.contains("made busybox"), "\(told)")
  }

  @Test func aDaemonIsLookedAfter() async throws {
    let client = try client()
    let request = try BuildKitExamples.request()
    _ = try await client.build(request)
    let told = try await Printed.lines {
      try await BuildKitExamples.lookingAfter(client, request)
    }
    #expect(told.contains { $0.contains("COPY --from=made /greeting /") }, "\(told)")
    let error = await #expect(throws: BuildError.self) {
      _ = try await client.historyRecord(.ref(request.ref))
    }
    #expect(error?.code == .notFound)
  }

  @Test func aFailureTellsItsStep() async throws {
    let word = unique()
    let request = try BuildRequest(dockerfile: "FROM \(busybox)\nRUN echo \(word); exit 3\n")
    let told = try await Printed.lines { try await BuildKitExamples.failing(client(), request) }
    #expect(told.first?.hasSuffix("echo \(word); exit 3 3 [\"\(word)\"]") == true, "\(told)")
    #expect(told.last == "Dockerfile [2]", "\(told)")
  }
}
