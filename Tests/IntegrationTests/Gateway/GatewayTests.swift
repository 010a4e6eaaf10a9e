import BuildKit
import FileTree
import Synchronization
import Testing

/// Builds that the client drives itself.
@Suite(.takingTurns) struct GatewayTests {
  private let text = unique()

  private func request(_ dockerfile: String, files: [String: String] = [:]) throws -> BuildRequest {
    try BuildRequest(dockerfile: dockerfile, context: FileTree(files: files))
  }

  /// Solves a Dockerfile, and gives the result to `body`.
  private func looking<T: Sendable>(
    into dockerfile: String,
    _ body:
      @escaping @Sendable (Gateway, GatewayResult.Reference)
      async throws -> T
  ) async throws -> T {
    let seen = Mutex<T?>(nil)
    let request = try request(
      dockerfile, files: ["big": String(repeating: "0123456789", count: 1_000_000)])
    let solve = try GatewaySolve(request)
    _ = try await BuildKitClient.ofEnvironment().build(request) { gateway in
      let result = try await gateway.solve(solve)
      let reference = try #require(result.reference)
      let value = try await body(gateway, reference)
      seen.withLock { $0 = value }
      return result
    }
    return try #require(seen.withLock { $0 })
  }

  @Test func filesOfAResultAreReadWithoutAnExport() async throws {
    let text = text
    let dockerfile = """
      FROM \(busybox)
      RUN mkdir -p /d/sub && echo -n \(text) > /d/file && chmod 640 /d/file && ln -s file /d/link
      """
    try await looking(into: dockerfile) { gateway, reference in
      #expect(try await gateway.contents(ofFile: "/d/file", in: reference) == Array(text.utf8))
      #expect(try await gateway.contents(ofFile: "d/link", in: reference) == Array(text.utf8))
      #expect(
        try await gateway.bytes(1..<4, ofFile: "/d/file", in: reference)
          == Array(text.utf8.dropFirst().prefix(3)))
      let file = try await gateway.file("/d/file", in: reference)
      #expect(file.kind == .file && file.permissions == 0o640)
      #expect(file.size == text.utf8.count && file.owner == 0)
      let folder = try await gateway.contents(ofFolder: "/d", in: reference)
      #expect(folder.map(\.name) == ["file", "link", "sub"])
      #expect(folder.map(\.kind) == [.file, .symbolicLink, .folder])
      #expect(folder[1].linkTarget == Array("file".utf8))
      let chosen = try await gateway.contents(ofFolder: "/d", matching: "f*", in: reference)
      #expect(chosen.map(\.name) == ["file"])
    }
  }

  @Test func aLongFileIsReadInPieces() async throws {
    try await looking(into: "FROM scratch\nCOPY big /\n") { gateway, reference in
      let bytes = try await gateway.contents(ofFile: "/big", in: reference)
      #expect(bytes.count == 10_000_000)
      #expect(bytes.suffix(10).elementsEqual("0123456789".utf8))
      let error = await #expect(throws: BuildError.self) {
        try await gateway.contents(ofFile: "/big", limit: 9_999_999, in: reference)
      }
      #expect(error?.code == .resourceExhausted)
      #expect(
        try await gateway.contents(ofFile: "/big", limit: 10_000_000, in: reference).count
          == 10_000_000)
    }
  }

  @Test func whatIsNotThereIsNamed() async throws {
    try await looking(into: "FROM scratch\nCOPY big /\n") { gateway, reference in
      for path in ["/absent", "/big/absent"] {
        let error = await #expect(throws: BuildError.self) {
          try await gateway.contents(ofFile: path, in: reference)
        }
        #expect(error?.message.contains("absent") == true, "\(error?.message ?? "")")
      }
    }
  }

  @Test func theResultThatIsReturnedIsExported() async throws {
    let folder = try ScratchFolder(below: "/dev/shm")
    let request = try request(
      "FROM scratch AS other\nCOPY f /other\nFROM scratch\nCOPY f /last\n", files: ["f": text]
    )
    .exporting(to: folder.path("o.tar"))
    var solve = try GatewaySolve(request)
    solve.frontendAttributes["target"] = "other"
    let chosen = solve
    let result = try await BuildKitClient.ofEnvironment().build(request) { gateway in
      try await gateway.solve(chosen)
    }
    #expect(result.ref == request.ref)
    let tar = try Tar(folder.path("o.tar"))
    #expect(try tar.text("other") == text)
    #expect(tar["last"] == nil)
  }

  @Test func evaluatingBuilds() async throws {
    let request = try request("FROM \(busybox)\nRUN echo \(text) && exit 7\n")
    let solve = try GatewaySolve(request)
    let wasSolved = Mutex(false)
    let error = try await #require(throws: BuildError.self) {
      try await BuildKitClient.ofEnvironment().build(request) { gateway in
        // What nobody looks into isn't built.
        let result = try await gateway.solve(solve)
        wasSolved.withLock { $0 = true }
        try await gateway.evaluate(try #require(result.reference))
        return result
      }
    }
    #expect(wasSolved.withLock { $0 })
    #expect(error.code == .stepFailed && error.step?.exitCode == 7)
    #expect(error.step?.logTail.last?.contains(text) == true)
    #expect(error.sources.last?.ranges.first?.start.line == 2)
  }

  @Test func aSolveMayBuildAtOnce() async throws {
    let request = try request("FROM \(busybox)\nRUN echo \(text) && exit 7\n")
    var solve = try GatewaySolve(request)
    solve.evaluates = true
    let eager = solve
    let error = try await #require(throws: BuildError.self) {
      try await BuildKitClient.ofEnvironment().build(request) { gateway in
        _ = try await gateway.solve(eager)
        Issue.record("the solve has returned")
        return GatewayResult()
      }
    }
    #expect(error.code == .stepFailed && error.step?.exitCode == 7)
  }

  @Test func theConfigurationOfAnImageIsResolved() async throws {
    let image = Mutex<ResolvedImage?>(nil)
    let names = Mutex<[String]>([])
    _ = try await BuildKitClient.ofEnvironment().build(
      BuildRequest(),
      onStatus: { status in names.withLock { $0 += status.vertexes.map(\.name) } }
    ) { gateway in
      let found = try await gateway.resolveImageConfiguration(
        "docker.io/library/busybox:latest", platform: .current, step: "look for \(text)")
      image.withLock { $0 = found }
      return GatewayResult()
    }
    let found = try #require(image.withLock { $0 })
    #expect(found.digest.hasPrefix("sha256:"))
    #expect(String(decoding: found.configuration, as: UTF8.self).contains("\"rootfs\""))
    #expect(names.withLock { $0 }.contains("look for \(text)"))
  }

  @Test func aWarningIsShown() async throws {
    let warnings = Mutex<[VertexWarning]>([])
    let request = try request("FROM scratch\nCOPY f /\n", files: ["f": text])
    let solve = try GatewaySolve(request)
    _ = try await BuildKitClient.ofEnvironment().build(
      request, onStatus: { status in warnings.withLock { $0 += status.warnings } }
    ) { gateway in
      let result = try await gateway.solve(solve)
      var warning = VertexWarning(
        vertex: "sha256:" + String(repeating: "0", count: 64), short: text)
      warning.detail = ["more"]
      warning.url = "https://example.org"
      warning.source = SourceExcerpt(
        filename: "Dockerfile", language: "Dockerfile", data: Array("FROM scratch".utf8),
        ranges: [SourceRange(start: SourcePosition(line: 1), end: SourcePosition(line: 1))])
      try await gateway.warn(warning)
      return result
    }
    let warning = try #require(warnings.withLock { $0 }.first { $0.short == text })
    #expect(warning.detail == ["more"] && warning.url == "https://example.org")
    #expect(warning.source?.filename == "Dockerfile")
  }

  @Test func graphsOfTheRequestAreThere() async throws {
    let names = Mutex<[String]>([])
    var request = BuildRequest()
    request.frontendInputs = ["base": Definition(bytes: [])]
    _ = try await BuildKitClient.ofEnvironment().build(request) { gateway in
      let inputs = try await gateway.inputs()
      names.withLock { $0 = Array(inputs.keys) }
      return GatewayResult()
    }
    #expect(names.withLock { $0 } == ["base"])
  }

  @Test func cancellingReachesTheFunctionAndTheDaemon() async throws {
    let request = try request("FROM \(busybox)\nRUN echo \(text) && sleep 600\n")
    let solve = try GatewaySolve(request)
    let (started, start) = AsyncStream<Void>.makeStream()
    let wasCancelled = Mutex(false)
    let building = Task {
      defer { start.finish() }
      return try await BuildKitClient.ofEnvironment().build(
        request,
        onStatus: { status in if !status.logs.isEmpty { start.yield() } }
      ) { gateway in
        do {
          let result = try await gateway.solve(solve)
          try await gateway.evaluate(try #require(result.reference))
          return result
        } catch {
          wasCancelled.withLock { $0 = error is CancellationError }
          throw error
        }
      }
    }
    for await _ in started { break }
    building.cancel()
    await #expect(throws: CancellationError.self) { try await building.value }
    #expect(wasCancelled.withLock { $0 })
  }

  @Test func manyCallsMayGoOnAtOnce() async throws {
    let text = text
    try await looking(into: "FROM \(busybox)\nRUN echo -n \(text) > /f\n") { gateway, reference in
      try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for _ in 0..<20 {
          group.addTask { try await gateway.contents(ofFile: "/f", in: reference) }
        }
        for try await bytes in group { #expect(bytes == Array(text.utf8)) }
      }
    }
  }
}
