import BuildKit
import FileTree
import Testing

/// Graphs of operations, made here and built by a daemon.
@Suite(.takingTurns) struct LLBTests {
  private let text = unique()
  private let base = LLBState.image(busybox)

  private func files(
    of state: LLBState, _ change: (inout BuildRequest) throws -> Void = { _ in }
  ) async throws -> Tar {
    var request = BuildRequest(definition: try state.definition())
    request.sharedKey = unique()
    request.timeout = .seconds(150)
    try change(&request)
    return try await request.builtFiles()
  }

  @Test func aProcessRuns() async throws {
    let state = base.environment("A", text).environment("B", "1").environment("B", "2")
      .directory("/w").directory("d").hostname("here")
      .run(
        shell: "echo -n $A-$B > /out/f; pwd > /out/d; hostname > /out/h; cat > /out/i < /dev/null"
      ) {
        $0.mount(.result(.scratch), at: "/out")
      }
    let tar = try await files(of: state.output(of: "/out"))
    #expect(try tar.text("f") == "\(text)-2")
    #expect(try tar.text("d").trimmed == "/w/d")
    #expect(try tar.text("h").trimmed == "here")
  }

  @Test func aProcessChangesTheFileSystem() async throws {
    let tar = try await files(of: base.run(shell: "echo -n \(text) > /f").root)
    #expect(try tar.text("f") == text)
    #expect(tar["bin/sh"] != nil)
  }

  @Test func mountsAreWhatTheyAreSaidToBe() async throws {
    let data = LLBState.scratch.files(.makeFolder("/a"), .makeFile("/a/f", Array(text.utf8)))
    let command = """
      cp /ro/f /out/copy; touch /ro/x 2>/dev/null && echo written > /out/bad; \
      df -k /mem | tail -n 1 > /out/mem; echo x > /cache/x; \
      cat /s > /out/secret; echo -n $TOKEN > /out/variable; cat /etc/hosts > /out/hosts; \
      ulimit -n > /out/limit; ls /sys/class/net > /out/net
      """
    let state = base.network(.none).host(try ExtraHost("db:10.1.2.3"))
      .limit(ResourceLimit("nofile", soft: 321, hard: 321))
      .run(shell: command) { run in
        run.mount(.result(.scratch), at: "/out")
        run.mount(.readOnly(data, path: "/a"), at: "/ro")
        run.mount(.memory(size: 1 << 20), at: "/mem")
        run.mount(.cache(id: text, sharing: .locked), at: "/cache")
        run.secret("token", at: "/s")
        run.secret("token", as: "TOKEN")
        run.agent("absent", isOptional: true)
      }
    let tar = try await files(of: state.output(of: "/out")) {
      $0.secrets["token"] = .value(Array("hush".utf8))
    }
    #expect(try tar.text("copy") == text)
    #expect(tar["bad"] == nil)
    #expect(try tar.text("mem").contains("1024"))
    #expect(try tar.text("hosts").contains("10.1.2.3\tdb"))
    #expect(try tar.text("limit").trimmed == "321")
    #expect(try tar.text("net").trimmed == "lo")
    #expect(try tar.text("secret") == "hush")
    #expect(try tar.text("variable") == "hush")
  }

  @Test func filesAreMadeCopiedAndRemoved() async throws {
    let tree = try FileTree(files: ["a/x.txt": text, "a/y.md": "no", "b": "b"])
    let local = LLBState.local("src", excludePatterns: ["b"])
    var options = LLBCopy()
    options.isPattern = true
    options.makesParents = true
    options.permissions = 0o600
    options.owner = LLBOwner(user: .id(7), group: .id(8))
    let state = LLBState.scratch.directory("/w")
      .files(
        .makeFolder("deep/er", makesParents: true),
        .makeFile("deep/f", [1, 2], permissions: 0o640),
        .makeFile("/gone", []), .remove("/gone"), .remove("/absent", allowsNothing: true),
        .copy(from: local, "/a/*.txt", to: "/copies/", options))
    let tar = try await files(of: state) { $0.locals["src"] = tree }
    #expect(tar["w/deep/er"]?.kind == .folder)
    #expect(try tar.contents("w/deep/f") == [1, 2])
    #expect(tar["w/deep/f"]?.mode == 0o640)
    #expect(try tar.text("copies/x.txt") == text)
    #expect(tar["copies/x.txt"]?.mode == 0o600)
    #expect(tar["gone"] == nil && tar["copies/y.md"] == nil && tar["b"] == nil)
  }

  @Test func fileSystemsAreMergedAndCompared() async throws {
    let one = LLBState.scratch.files(.makeFile("/one", Array(text.utf8)))
    let two = LLBState.scratch.files(.makeFile("/two", Array(text.utf8)))
    let added = LLBState.difference(
      from: base, to: base.run(shell: "echo -n \(text) > /added").root)
    let tar = try await files(of: .merge([one, .scratch, two, added]))
    for name in ["one", "two", "added"] { #expect(try tar.text(name) == text) }
    #expect(tar["bin/sh"] == nil)
  }

  @Test func namesAreShownAndTheCacheIgnored() async throws {
    let state = base.run(shell: "echo \(text)").root.named("say \(text)").ignoringCache()
    let request = BuildRequest(definition: try state.definition())
    for _ in 0..<2 { #expect(try await steps(of: request).ran.contains("say \(text)")) }
  }

  private actor Steps {
    var ran: Set<String> = []
    var cached: Set<String> = []
    func add(_ status: StatusResponse) {
      for vertex in status.vertexes where vertex.completed != nil {
        if vertex.isCached { cached.insert(vertex.name) } else { ran.insert(vertex.name) }
      }
    }
  }

  /// Builds, and tells which steps ran. Those that other builds have too may be theirs at the moment.
  private func steps(of request: BuildRequest) async throws -> (
    ran: Set<String>, cached: Set<String>
  ) {
    var request = request
    request.ref = unique() + unique()
    let steps = Steps()
    _ = try await BuildKitClient.ofEnvironment().build(request) { await steps.add($0) }
    return (await steps.ran, await steps.cached)
  }

  @Test func withoutTheCacheAGraphIsBuiltAnew() async throws {
    let step = "say \(text)"
    let state = base.run(shell: "echo \(text)").root.named(step)
    var request = BuildRequest(definition: try state.definition())
    #expect(try await steps(of: request).ran.contains(step))
    let again = try await steps(of: request)
    #expect(again.cached.contains(step) && !again.ran.contains(step), "\(again)")
    request.noCache = true
    #expect(try await steps(of: request).ran.contains(step))
  }

  @Test func aGraphIsAnInputOfAFrontend() async throws {
    var request = try BuildRequest(dockerfile: "FROM input\nRUN cat /f > /copy\n")
    request.frontendInputs["input"] = try base.files(.makeFile("/f", Array(text.utf8)))
      .definition()
    request.frontendAttributes["context:input"] = "input:input"
    #expect(try await request.builtFiles().text("copy") == text)
  }

  @Test func aSolveOfTheGatewayIsUsedFurther() async throws {
    let folder = try ScratchFolder(below: "/dev/shm")
    let text = text
    let dockerfile = try BuildRequest(
      dockerfile: "FROM \(busybox)\nRUN echo -n \(text) > /f\n"
    ).exporting(to: folder.path("o.tar"))
    let solve = try GatewaySolve(dockerfile)
    _ = try await BuildKitClient.ofEnvironment().build(dockerfile) { gateway in
      let result = try await gateway.solve(solve)
      let found = try await gateway.contents(
        ofFile: "/f", in: try #require(result.reference))
      let state = LLBState.scratch.files(.makeFile("/found", found))
      return try await gateway.solve(GatewaySolve(state.definition()))
    }
    #expect(try Tar(folder.path("o.tar")).text("found") == text)
  }

  @Test func buildctlReadsAGraph() async throws {
    let folder = try ScratchFolder()
    let state = base.run(shell: "true") { $0.mount(.result(.scratch), at: "/out") }.output(
      of: "/out")
    let bytes = try state.definition(localID: "x").bytes
    #expect(try state.definition(localID: "x").bytes == bytes)
    try folder.write(bytes, at: Array("graph".utf8))
    try await runShell(
      "\(try variable("BENTOKIT_BUILDCTL")) debug dump-llb \(folder.path("graph")) > \(folder.path("dump"))"
    )
    let dump = String(decoding: try contents(of: folder.path("dump")), as: UTF8.self)
    for text in ["docker-image://docker.io/library/busybox:latest", "/bin/sh", "\"dest\":\"/out\""]
    {
      #expect(dump.contains(text), "\(dump)")
    }
  }

  @Test func whatCannotBeMarshalledIsRefused() {
    #expect(throws: InvalidDefinition.self) { try LLBState.scratch.definition() }
    #expect(throws: InvalidDefinition.self) { try base.run([]).root.definition() }
  }

  @Test func aLongChainIsMarshalled() throws {
    var state = LLBState.scratch
    for number in 0..<2000 { state = state.files(.makeFile("/\(number)", [])) }
    try state.definition().validate()
  }
}
