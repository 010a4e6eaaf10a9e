import BuildKit
import Connections
import FileTree

/// What the articles of `BuildKit` show, word for word.
enum BuildKitExamples {
  // BuildKit.md, compiled only: it pushes.
  static func whole() async throws {
    let client = try BuildKitClient(endpoint: Endpoint("unix:///run/buildkit/buildkitd.sock"))

    var files = FileTree()
    try files.addFolder("app")
    var request = BuildRequest()
    try DockerfileSource(context: .files(files)).apply(to: &request)
    request.exports = [
      .init(type: "image", attributes: ["name": "reg.example/app:1", "push": "true"])
    ]
    request.registryCredentials = DockerConfiguration()

    let result = try await client.build(request)
    print(result.imageDigest ?? "", result.cachedSteps, "of", result.steps, "steps from the cache")
  }

  // Connecting.md, compiled only: there is no such daemon.
  static func connecting() throws -> BuildKitClient {
    let tls = try TLSConfiguration.reading(folder: "certs")
    let client = try BuildKitClient(
      endpoint: Endpoint("tcp://builder.example:1234"), tls: tls, connectTimeout: .seconds(5))
    return client
  }

  static func asking(_ client: BuildKitClient) async throws {
    let version = try await client.version()
    for worker in try await client.workers() {
      print(version?.version ?? "older than 0.11", worker.platforms.map(\.description))
    }
  }

  // Building.md
  static func request() throws -> BuildRequest {
    var request = BuildRequest()
    var files = FileTree()
    try files.addFile(contents: Array("hello\n".utf8), at: TreePath("greeting"))
    let dockerfile = """
      FROM busybox AS made
      ARG NAME
      COPY greeting /
      RUN --mount=type=secret,id=token test -s /run/secrets/token && echo $NAME >> /greeting
      FROM scratch
      COPY --from=made /greeting /
      """
    try DockerfileSource(context: .files(files), dockerfile: .contents(Array(dockerfile.utf8)))
      .apply(to: &request)

    var options = DockerfileOptions()
    options.buildArguments = ["NAME": "world"]
    try options.apply(to: &request)
    request.secrets = ["token": .environment(variable: "HOME")]
    request.sharedKey = "greeting"
    request.timeout = .seconds(600)
    return request
  }

  static func building(_ client: BuildKitClient, below folder: String) async throws {
    var request = try request()
    request.exports = [
      .init(type: "local", output: try ExportOutput(folder: folder + "/files")),
      .init(type: "oci", output: try ExportOutput(file: folder + "/image.tar")),
    ]
    for try await event in client.events(of: request) {
      switch event {
      case .news(let status):
        for step in status.vertexes where step.completed != nil { print(step.name) }
        for piece in status.logs { print(String(decoding: piece.data, as: UTF8.self)) }
      case .finished(let result):
        for warning in result.warnings { print(warning.report) }
      }
    }
  }

  static func buildingAGraph(_ client: BuildKitClient, below folder: String) async throws {
    let made = LLBState.image("busybox").environment("GREETING", "hello")
      .run(shell: "echo $GREETING > /out/file") { $0.mount(.result(.scratch), at: "/out") }
      .output(of: "/out")
    var graph = BuildRequest(definition: try made.definition())
    graph.exports = [.init(type: "tar", output: try ExportOutput(file: folder + "/out.tar"))]
    _ = try await client.build(graph)
  }

  // DrivingABuild.md
  static func driving(_ client: BuildKitClient, _ request: BuildRequest) async throws {
    let solve = try GatewaySolve(request)
    let result = try await client.build(request) { gateway in
      let made = try await gateway.solve(solve)
      if let reference = made.reference {
        let greeting = try await gateway.contents(ofFile: "/greeting", in: reference)
        print(String(decoding: greeting, as: UTF8.self))
      }
      return made
    }
    print(result.steps)
  }

  static func asking(_ client: BuildKitClient, about request: BuildRequest) async throws {
    let checked = try await client.ask(.lint, about: request)
    for finding in checked.value.findings { print(finding.rule, finding.message) }

    let stages = try await client.ask(.targets, about: request)
    for stage in stages.value.targets { print(stage.name, stage.base) }
  }

  // LookingAfterADaemon.md
  static func lookingAfter(_ client: BuildKitClient, _ request: BuildRequest) async throws {
    for record in try await client.historyRecords(limit: 5) {
      print(record.ref, record.name, record.status)
    }

    let record = try await client.historyRecord(afterEndOf: request.ref)
    for try await status in client.status(of: record.ref) {
      for step in status.vertexes { print(step.name) }
    }
    if let failure = try await client.failure(of: record) { print(failure.report()) }
    try await client.updateHistory(record.ref, .delete)

    let usage = try await client.diskUsage(filters: ["type==regular"])
    print(usage.reduce(0) { $0 + $1.size }, "bytes")

    var prune = PruneRequest()
    prune.filters = ["type==exec.cachemount"]
    prune.keepDuration = 7 * 24 * 3600 * 1_000_000_000
    for try await removed in client.prune(prune) { print(removed.id, removed.size) }
  }

  // WhatCanFail.md
  static func failing(_ client: BuildKitClient, _ request: BuildRequest) async throws {
    do {
      _ = try await client.build(request)
    } catch let error as BuildError {
      switch error.code {
      case .stepFailed:
        print(error.step?.name ?? "", error.step?.exitCode ?? 0, error.step?.logTail ?? [])
        for source in error.sources { print(source.filename, source.ranges.map(\.start.line)) }
      case .unavailable, .tls:
        print("no daemon:", error.message, error.advice ?? "")
      default:
        print(error.report())
      }
    }
  }

  // LLBState.swift
  static func graph() throws -> BuildRequest {
    let base = LLBState.image("alpine").environment("GREETING", "hello")
    let made = base.run(["sh", "-c", "echo $GREETING > /out/file"]) {
      $0.mount(.result(.scratch), at: "/out")
    }
    let request = BuildRequest(definition: try made.output(of: "/out").definition())
    return request
  }

  // BuildSequence.swift
  static func events(_ client: BuildKitClient, _ request: BuildRequest) async throws {
    for try await event in client.events(of: request) {
      switch event {
      case .news(let status): for step in status.vertexes { print(step.name) }
      case .finished(let result): print(result.imageDigest ?? "")
      }
    }
  }
}

private func print(_ items: Any..., separator: String = " ", terminator: String = "\n") {
  Printed.add(items)
}
