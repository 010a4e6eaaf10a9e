import BuildKit
import FileTree
import Synchronization
import Testing

/// The news of a build, and what is counted of it.
@Suite(.takingTurns) struct StatusTests {
  /// Collects a build's news.
  private final class News: Sendable {
    private let state = Mutex((responses: [StatusResponse](), isOver: false, late: 0, atOnce: 0))

    func add(_ response: StatusResponse) async {
      state.withLock { state in
        state.responses.append(response)
        if state.isOver { state.late += 1 }
        state.atOnce += 1
      }
      await Task.yield()
      state.withLock { $0.atOnce -= 1 }
    }

    func end() { state.withLock { $0.isOver = true } }
    var responses: [StatusResponse] { state.withLock { $0.responses } }
    var late: Int { state.withLock { $0.late } }
    var output: String {
      String(decoding: responses.flatMap(\.logs).flatMap(\.data), as: UTF8.self)
    }
  }

  private func build(_ request: BuildRequest) async throws -> (result: BuildResult, news: News) {
    let news = News()
    let result = try await BuildKitClient.ofEnvironment().build(request) { await news.add($0) }
    news.end()
    return (result, news)
  }

  private func twoSteps() throws -> BuildRequest {
    try BuildRequest(
      dockerfile: """
        FROM \(busybox)
        RUN echo first-\(unique())
        RUN echo second-\(unique())
        """)
  }

  @Test func everyStepStartsBeforeItEndsAndEndsBeforeTheBuildReturns() async throws {
    let (result, news) = try await build(twoSteps())
    var steps: [String: Vertex] = [:]
    for vertex in news.responses.flatMap(\.vertexes) {
      if let completed = vertex.completed {
        let started = try #require(vertex.started)
        #expect(started.nanosecondsSince1970 <= completed.nanosecondsSince1970)
      }
      if steps[vertex.digest] != nil { #expect(vertex.started != nil) }
      steps[vertex.digest] = vertex
    }
    #expect(steps.values.filter { $0.completed == nil }.isEmpty)
    #expect(steps.values.filter { !$0.error.isEmpty }.isEmpty)
    #expect(result.steps == steps.values.count { !$0.name.hasPrefix("[internal]") })
    try await Task.sleep(for: .milliseconds(200))
    #expect(news.late == 0)
  }

  @Test func theOutputOfStepsArrivesInOrder() async throws {
    let news = try await build(twoSteps()).news
    let first = try #require(news.output.firstRange(of: "first-"))
    let second = try #require(news.output.firstRange(of: "second-"))
    #expect(first.lowerBound < second.lowerBound)
  }

  @Test func longOutputArrivesWhole() async throws {
    let lines = 20_000
    let request = try BuildRequest(
      dockerfile: "FROM \(busybox)\nRUN seq 1 \(lines) && : \(unique())\n")
    let news = try await build(request).news
    #expect(news.output.split(separator: "\n").last == "\(lines)")
    #expect(news.output.split(separator: "\n").count == lines)
  }

  @Test func stepsFromTheCacheAreCounted() async throws {
    var request = try twoSteps()
    let first = try await build(request).result
    request.ref = unique()
    let second = try await build(request).result
    // Three of its own; one more where another build fetches the same image at this moment.
    #expect(first.steps >= 3 && second.steps >= 3)
    #expect(second.cachedSteps >= 2)
    #expect(first.cachedSteps <= first.steps - 2)
  }

  /// On a daemon of its own: BuildKit 0.13 may crash where such a build has steps in common with
  /// another one that runs beside it.
  @Test func withoutCacheEveryStepRunsAnew() async throws {
    let daemon = try await TestDaemon()
    var request = try BuildRequest(
      dockerfile: "FROM \(busybox)\nRUN cat /proc/sys/kernel/random/uuid > /random\n")
    var contents: [String] = []
    for noCache in [false, false, true] {
      request.ref = unique()
      request.noCache = noCache
      contents.append(try await request.builtFiles(on: daemon.client()).text("random"))
    }
    #expect(contents[1] == contents[0])
    #expect(contents[2] != contents[0])
  }

  @Test func attributesReachTheFrontend() async throws {
    var request = try BuildRequest(
      dockerfile: """
        FROM \(busybox) AS wanted
        ARG WORD
        RUN echo -n "$WORD" > /word
        FROM \(busybox) AS unwanted
        RUN false
        """)
    let word = unique()
    request.frontendAttributes = ["target": "wanted", "build-arg:WORD": word]
    #expect(try await request.builtFiles().text("word") == word)
  }

  @Test func anotherDockerfileCanBeNamed() async throws {
    var request = try BuildRequest(dockerfile: "FROM scratch\nCOPY absent /\n")
    try request.locals["dockerfile"]?.addFile(
      contents: Array("FROM scratch\nCOPY file /\n".utf8), at: TreePath("folder/Other"))
    request.locals["context"] = try FileTree(files: ["file": "content"])
    request.frontendAttributes["filename"] = "folder/Other"
    #expect(try await request.builtFiles().text("file") == "content")
  }

  @Test func aFrontendFromARegistryBuilds() async throws {
    let text = unique()
    let request = try BuildRequest(
      dockerfile: "# syntax=docker/dockerfile:1\nFROM scratch\nCOPY file /\n",
      context: FileTree(files: ["file": text]))
    #expect(try await request.builtFiles().text("file") == text)
  }
}
